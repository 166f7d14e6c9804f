import { type RefObject, useLayoutEffect, useState } from 'react'

/** Size of an element in CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** The size of the element that `ref` points to, followed as it changes; undefined before it is laid out. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>()
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element
      setSize((old) => (old?.width === width && old.height === height ? old : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}
