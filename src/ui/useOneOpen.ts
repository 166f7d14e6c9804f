import { useState } from 'react'

/** Of several forms at most one is open: gives each, by its name, what it needs to open and to close. */
export function useOneOpen() {
  const [open, setOpen] = useState<string>()
  return (name: string) => ({
    open: open === name,
    // One that closes because another opens must not close that.
    onOpenChange: (on: boolean) => setOpen((now) => (on ? name : now === name ? undefined : now)),
  })
}
