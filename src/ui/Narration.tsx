import { type Address, plain, type Segment, type Sentence } from '../engine/kernel/role.ts'
import styles from './Narration.module.css'
import { NodeId, type NodeTone } from './NodeId.tsx'
import { useNodeTone } from './useNodeTone.ts'

/**
 * The lecturer's voice: what happens, in at most two sentences. The first mention of a node is drawn as the
 * node; the live region says the same in plain words.
 */
export function Narration({ sentence }: { sentence: Sentence }) {
  const toneOf = useNodeTone()
  const mentioned = new Set<Address>()
  return (
    <>
      <p className={styles.voice} data-testid="narration" aria-hidden="true">
        {sentence.map((segment, i) => (
          <Piece key={i} segment={segment} toneOf={toneOf} first={isFirstMention(segment, mentioned)} />
        ))}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {plain(sentence)}
      </p>
    </>
  )
}

function isFirstMention(segment: Segment, mentioned: Set<Address>): boolean {
  if (typeof segment === 'string' || !('node' in segment) || mentioned.has(segment.node)) return false
  mentioned.add(segment.node)
  return true
}

function Piece({
  segment,
  first,
  toneOf,
}: {
  segment: Segment
  first: boolean
  toneOf: (address: Address) => NodeTone
}) {
  if (typeof segment === 'string') return segment
  if ('node' in segment)
    return first ? <NodeId address={segment.node} tone={toneOf(segment.node)} /> : segment.node
  if ('call' in segment) return <code>{segment.call}</code>
  if ('key' in segment) return <span className={styles.key}>{segment.key}</span>
  return <mark>{segment.change}</mark>
}
