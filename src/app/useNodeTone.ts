import { useCallback } from 'react'
import type { Address } from '../engine/kernel/role.ts'
import type { Lab } from '../labs/lab.ts'
import { useSession } from '../store/session.ts'
import type { NodeTone } from '../ui/NodeId.tsx'

/** How a node is drawn where it is mentioned, as it stands in the frame on screen. */
export function useNodeTone(lab: Lab): (address: Address) => NodeTone {
  const frame = useSession((session) => session.opened?.frame)
  return useCallback(
    (address) => {
      if (frame === undefined) return 'plain'
      const state = lab.laneState(frame, address)
      return state === 'joining' ? 'joining' : state === 'down' ? 'down' : 'plain'
    },
    [frame, lab],
  )
}
