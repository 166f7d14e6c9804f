import { useEffect, useState } from 'react'

/** Whether the page's fonts have come: until then texts are measured in another font. */
export function useFonts(): boolean {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    let gone = false
    // Absent where there is no layout, as in tests.
    void document.fonts?.ready.then(() => {
      if (!gone) setReady(true)
    })
    return () => {
      gone = true
    }
  }, [])
  return ready
}
