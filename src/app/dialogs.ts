import { create } from 'zustand'
import { usePlayer } from '../store/player.ts'

/** The dialogs of the page; at most one is open. */
export type DialogName = 'palette' | 'help' | 'run' | 'rename'

interface Dialogs {
  readonly open: DialogName | undefined
  show: (name: DialogName) => void
  close: () => void
}

export const useDialogs = create<Dialogs>()((set) => ({
  open: undefined,
  show: (open) => {
    // What cannot be seen behind the dialog must not go on.
    usePlayer.getState().pause()
    set({ open })
  },
  close: () => set({ open: undefined }),
}))
