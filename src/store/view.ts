import { create } from 'zustand'
import type { MessageId } from '../engine/kernel/instruction.ts'
import type { Address } from '../engine/kernel/role.ts'

/** What the user looks at; not part of the run. */
interface View {
  /** The node in the inspector; undefined: the node of the event. */
  readonly selected: Address | undefined
  /** The message under the pointer, on the stage or on the timeline: both mark it. */
  readonly hoveredMessage: MessageId | undefined
  readonly presenting: boolean
  /** The home page is shown, over whatever is open. */
  readonly home: boolean
  /** Layers that the user switched on or off, by the lab's own names. */
  readonly layers: Readonly<Record<string, boolean>>
  select: (address: Address | undefined) => void
  hoverMessage: (id: MessageId | undefined) => void
  present: (on: boolean) => void
  showHome: (on: boolean) => void
  setLayer: (name: string, on: boolean) => void
}

export const useView = create<View>()((set) => ({
  selected: undefined,
  hoveredMessage: undefined,
  presenting: false,
  home: false,
  layers: {},
  select: (selected) => set({ selected }),
  hoverMessage: (hoveredMessage) => set({ hoveredMessage }),
  present: (presenting) => set({ presenting }),
  showHome: (home) => set(home ? { home, presenting: false } : { home }),
  setLayer: (name, on) => set(({ layers }) => ({ layers: { ...layers, [name]: on } })),
}))
