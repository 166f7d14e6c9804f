import { create } from 'zustand'

/** Something that the user must know. It stays until it is dismissed or replaced. */
export interface Notice {
  readonly id: number
  readonly kind: 'error' | 'info'
  readonly title: string
  /** What is wrong, where, and what to do: one line each. */
  readonly lines: readonly string[]
  readonly action?: { readonly label: string; run(): void }
}

interface Notices {
  readonly notices: readonly Notice[]
  show: (notice: Omit<Notice, 'id'>) => void
  dismiss: (id: number) => void
}

let count = 0

export const useNotices = create<Notices>()((set) => ({
  notices: [],
  // A later notice of the same title replaces the earlier one: repeating a mistake does not pile them up.
  show: (notice) =>
    set(({ notices }) => ({
      notices: [...notices.filter((other) => other.title !== notice.title), { ...notice, id: ++count }].slice(
        -3,
      ),
    })),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}))
