import { useMemo } from 'react'
import type { Frame } from '../../engine/record/frame.ts'
import type { QuorumConfig } from '../../protocols/quorum/config.ts'
import { focusOf } from '../../scene/focus.ts'
import { MessageDots, Wordless } from '../../ui/ThumbnailParts.tsx'
import { castOf } from './cast.ts'
import { layOut } from './layout.ts'
import { quorumMarks } from './marks.ts'
import { QuorumFigure } from './QuorumFigure.tsx'
import { shownOf } from './shown.ts'

const LAYERS = { sets: true, ways: false } as const
const ZOOM = 0.42

/** The replicas of a frame with their two sets, small and without words. */
export function QuorumThumbnail({
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
  const marks = useMemo(() => {
    const shown = shownOf(frame)
    // The nodes that do not store the key are left out.
    const cast = { ...castOf(frame, config as QuorumConfig, [], shown.key), others: [] }
    const layout = layOut(cast, width, height, ZOOM)
    const focus = focusOf(frame)
    return quorumMarks({ frame, focus, shown, cast, layout, selected: undefined }, LAYERS)
  }, [frame, config, width, height])
  return (
    <>
      <Wordless>
        <QuorumFigure marks={marks} zoom={ZOOM} />
      </Wordless>
      <MessageDots messages={marks.messages} />
    </>
  )
}
