import { useMemo } from 'react'
import type { Frame } from '../../engine/record/frame.ts'
import type { ChordConfig } from '../../protocols/chord/config.ts'
import { focusOf } from '../../scene/focus.ts'
import { MessageDots, Wordless } from '../../ui/ThumbnailParts.tsx'
import { ringMarks } from './marks.ts'
import { RingFigure } from './RingFigure.tsx'

/** What a small ring leaves out. */
const LAYERS = { keys: true, ownership: true, pointers: false, route: false, table: false } as const
const ZOOM = 0.55

/** The ring of a frame, small and without words. */
export function RingThumbnail({
  frame,
  config,
  width,
  height,
}: {
  frame: Frame<unknown>
  config: unknown
  width: number
  height: number
}) {
  const { bits } = config as ChordConfig
  const { marks, layout } = useMemo(() => {
    const layout = {
      centre: { x: width / 2 + 6, y: height / 2 + 4 },
      radius: Math.min(width, height) / 2 - 26,
      size: 2 ** bits,
      zoom: ZOOM,
    }
    return { layout, marks: ringMarks(frame, focusOf(frame), layout, undefined, LAYERS) }
  }, [frame, bits, width, height])
  return (
    <>
      <Wordless>
        <RingFigure marks={marks} layout={layout} />
      </Wordless>
      <MessageDots messages={marks.messages} />
    </>
  )
}
