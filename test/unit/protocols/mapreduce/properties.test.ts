import { describe, expect, test } from 'vitest'
import type { Address } from '../../../../src/engine/kernel/role.ts'
import type { World } from '../../../../src/engine/kernel/world.ts'
import type { NamenodeState } from '../../../../src/protocols/mapreduce/hdfs/state.ts'
import { mapReduceProperties } from '../../../../src/protocols/mapreduce/properties.ts'
import type { MapReduceState, WorkerState } from '../../../../src/protocols/mapreduce/state.ts'
import { publicJob, record } from './support.ts'

const recording = record(publicJob('word-count'))

/** A copy of the last world, with its states changed before anybody looks at them. */
function worldWith(
  change: (state: (address: Address) => MapReduceState) => void,
  down: readonly Address[] = [],
): World<MapReduceState> {
  const frame = recording.frame(recording.length)
  const states = new Map(
    frame.addresses.map((address) => [address, structuredClone(frame.state(address)) as MapReduceState]),
  )
  change((address) => states.get(address) as MapReduceState)
  return {
    now_us: frame.now_us,
    addresses: frame.addresses,
    state: (address) => states.get(address),
    status: (address) => (down.includes(address) ? 'crashed' : 'up'),
    operations: frame.operations,
    networkPartition: undefined,
    messagesInFlight: () => [],
  }
}

/** Names of the properties that do not hold. */
function violated(world: World<MapReduceState>): string[] {
  const verdicts = mapReduceProperties.check(world)
  return mapReduceProperties.properties.filter((_, i) => !verdicts[i]?.holds).map(({ name }) => name)
}

const worker = (state: (address: Address) => MapReduceState, name: string) => state(name) as WorkerState

/** Replaces text in a block, wherever it is stored. */
function rewrite(state: (address: Address) => MapReduceState, from: string, to: string): void {
  for (const name of ['w1', 'w2', 'w3', 'w4', 'w5', 'w6']) {
    const { blocks } = worker(state, name)
    for (const id of Object.keys(blocks)) {
      const block = blocks[id]
      if (block?.file.startsWith('part-')) blocks[id] = { ...block, data: block.data.replace(from, to) }
    }
  }
}

describe('properties see what is wrong', () => {
  test('all hold at the end of the word count', () => {
    expect(violated(worldWith(() => {}))).toEqual([])
  })

  test('a reduce that took the output of a map twice', () => {
    const world = worldWith((state) => worker(state, 'w1').reduces['r0.0']?.copied.push(2))
    expect(violated(world)).toEqual(['EachSplitCountedOnce'])
  })

  test('a word that is counted once too often', () => {
    const world = worldWith((state) => rewrite(state, 'rose\t3', 'rose\t4'))
    expect(violated(world)).toEqual(['CountsAddUp', 'OutputIsDirectCount'])
    expect(mapReduceProperties.check(world)[2]).toEqual({ holds: false, where: ['rose'] })
  })

  test('counts that add up and are wrong all the same', () => {
    const world = worldWith((state) => {
      rewrite(state, 'rose\t3', 'rose\t2')
      rewrite(state, 'to\t2', 'to\t3')
    })
    expect(violated(world)).toEqual(['OutputIsDirectCount'])
  })

  test('a word that is missing, and one that is there twice', () => {
    expect(violated(worldWith((state) => rewrite(state, 'what\t1\n', '')))).toContain('OutputIsDirectCount')
    const twice = worldWith((state) => rewrite(state, 'what\t1\n', 'to\t2\n'))
    expect(violated(twice)).toContain('OutputIsDirectCount')
  })

  test('an output file that is not there yet', () => {
    const world = worldWith((state) => delete (state('namenode') as NamenodeState).files['part-r-00001'])
    expect(violated(world)).toEqual(['CountsAddUp', 'OutputIsDirectCount'])
  })

  test('a datanode that is down, with a replica of some blocks; and one that is back', () => {
    const change = () => {}
    expect(violated(worldWith(change, ['w3']))).toEqual(['BlocksReplicated'])
    expect(violated(worldWith(change, ['w6']))).toEqual([])
  })
})
