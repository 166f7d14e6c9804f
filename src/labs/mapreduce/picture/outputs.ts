import type { World } from '../../../engine/kernel/world.ts'
import { pairsIn } from '../../../protocols/mapreduce/pairs.ts'
import {
  type Bytes,
  type MapReduceState,
  NAMENODE,
  type Pair,
  partName,
} from '../../../protocols/mapreduce/state.ts'
import { toText } from '../../../protocols/mapreduce/text.ts'
import { contentOf } from './splits.ts'

/** A file that a reducer writes to HDFS. */
export interface OutputPicture {
  readonly index: number
  /** `gone`: no live datanode has it. */
  readonly standing: 'none' | 'writing' | 'stored' | 'gone'
  readonly pairs: readonly Pair[]
}

/** The output files. `writing` says which reducers write theirs now. */
export function outputPictures(
  world: World<MapReduceState>,
  writing: readonly boolean[],
  withPairs: boolean,
): OutputPicture[] {
  const namenode = world.state(NAMENODE)
  const files = namenode?.role === 'namenode' ? namenode.files : {}
  return writing.map((isWriting, index) => {
    const name = partName(index)
    if (!Object.hasOwn(files, name)) {
      return { index, standing: isWriting ? 'writing' : 'none', pairs: [] }
    }
    if (!withPairs) return { index, standing: 'stored', pairs: [] }
    const content = contentOf(world, name)
    if (content === undefined) return { index, standing: 'gone', pairs: [] }
    return { index, standing: 'stored', pairs: pairsOf(content) }
  })
}

/** The last few files that were read, because each frame shows the same ones. */
const known = new Map<Bytes, readonly Pair[]>()
const MOST_KNOWN = 64

function pairsOf(content: Bytes): readonly Pair[] {
  let pairs = known.get(content)
  if (pairs === undefined) {
    pairs = pairsIn(content).map(([word, count]) => [toText(word), count])
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(content, pairs)
  }
  return pairs
}
