import { createContext, use, useCallback } from 'react'
import type { Address } from '../engine/kernel/role.ts'
import type { LaneSource } from '../scene/spaceTime.ts'
import { useSession } from '../store/session.ts'
import type { NodeTone } from './NodeId.tsx'

/** How the lab on screen says how its nodes stand. The page provides it. */
export const LaneSourceContext = createContext<LaneSource | undefined>(undefined)

/** How a node is drawn where it is mentioned, as it stands in the frame on screen. */
export function useNodeTone(): (address: Address) => NodeTone {
  const source = use(LaneSourceContext)
  const frame = useSession((session) => session.opened?.frame)
  return useCallback(
    (address) => {
      if (frame === undefined || source === undefined) return 'plain'
      const state = source.laneState(frame, address)
      return state === 'joining' ? 'joining' : state === 'down' ? 'down' : 'plain'
    },
    [frame, source],
  )
}
