import { useMemo } from 'react'
import { useView } from '../store/view.ts'

/** What a figure shows: the user's switches, and what each layer is without them. */
export function useLayers<N extends string>(
  layers: readonly { readonly name: N; readonly on: boolean }[],
): Readonly<Record<N, boolean>> {
  const switches = useView((view) => view.layers)
  return useMemo(
    () =>
      Object.fromEntries(layers.map(({ name, on }) => [name, switches[name] ?? on])) as Record<N, boolean>,
    [layers, switches],
  )
}
