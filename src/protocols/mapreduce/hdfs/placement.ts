import type { Address } from '../../../engine/kernel/role.ts'
import type { NamenodeState } from './state.ts'

/**
 * The datanodes of a new block, in the order of its pipeline. As in HDFS the first is the writer itself where it
 * is a datanode, the second stands in another rack, the third in the rack of the second. Otherwise the
 * datanodes take turns, so that blocks are spread evenly and every run spreads them alike.
 */
export function pipelineFor(n: NamenodeState, writer: Address, excluded: readonly string[]): string[] {
  const names = Object.keys(n.datanodes)
  const isUsable = (name: string) => n.datanodes[name]?.alive === true && !excluded.includes(name)
  const rack = (name: string) => n.datanodes[name]?.rack
  const isWriter = names.includes(writer as string) && isUsable(writer as string)
  const start = isWriter ? names.indexOf(writer as string) : n.nextDatanode
  const turns = names.map((_, i) => names[(start + i) % names.length] as string).filter(isUsable)
  const [first] = turns
  if (first === undefined) return []
  if (!isWriter) n.nextDatanode = (names.indexOf(first) + 1) % names.length
  const pipeline = [first]
  const take = (isWanted: (name: string) => boolean) => {
    const rest = turns.filter((name) => !pipeline.includes(name))
    const next = rest.find(isWanted) ?? rest[0]
    if (next !== undefined) pipeline.push(next)
  }
  if (n.replication > 1) take((name) => rack(name) !== rack(first))
  const second = pipeline[1]
  if (n.replication > 2 && second !== undefined) take((name) => rack(name) === rack(second))
  while (pipeline.length < Math.min(n.replication, turns.length)) take(() => true)
  return pipeline
}
