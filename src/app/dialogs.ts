import { create } from 'zustand'

/** The dialogs of the page; at most one is open. */
export type DialogName = 'palette' | 'help' | 'run'

interface Dialogs {
  readonly open: DialogName | undefined
  show: (name: DialogName) => void
  close: () => void
}

export const useDialogs = create<Dialogs>()((set) => ({
  open: undefined,
  show: (open) => set({ open }),
  close: () => set({ open: undefined }),
}))
