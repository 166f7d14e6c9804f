import { describe, expect, test } from 'vitest'
import { protocolOf } from '../../../src/protocols/registry.ts'
import { BranchTree } from '../../../src/store/branches.ts'
import { publicScenario } from '../../support/scenarios.ts'

const trunk = () => BranchTree.of(protocolOf('chord'), publicScenario('chord-join-50'))
const byHand = (tree: BranchTree, id: number) =>
  tree.branch(id).scenario.actions.filter(({ at_step }) => at_step !== undefined)

describe('branches', () => {
  test('a branch keeps what was done by hand before its fork, not what was done after it', () => {
    const first = { do: 'crash', node: 8, at_step: 3 }
    const later = { do: 'drop', message: 9, at_step: 10 }
    const between = { do: 'crash', node: 20, at_step: 5 }
    const tree = trunk()
      .grow({ parent: 0, action: first })
      .grow({ parent: 1, action: later })
      .grow({ parent: 2, action: between })
    expect(byHand(tree, 2)).toEqual([first, later])
    expect(byHand(tree, 3)).toEqual([first, between])
  })

  test('a second intervention at the same step takes the place of the first', () => {
    const tree = trunk()
      .grow({ parent: 0, action: { do: 'crash', node: 8, at_step: 5 } })
      .grow({ parent: 1, action: { do: 'crash', node: 20, at_step: 5 } })
    const recorder = tree.recorder(2)
    recorder.advance(Number.POSITIVE_INFINITY)
    expect(recorder.recording.step(6)).toMatchObject({ kind: 'crash', node: 20 })
    expect(recorder.recording.statusAt(8, 6)).toBe('up')
  })

  test('a branch shares the steps before its fork with its parent', () => {
    const tree = trunk()
    tree.recorder(0).advance(Number.POSITIVE_INFINITY)
    const grown = tree.grow({ parent: 0, action: { do: 'crash', node: 8, at_step: 10 } })
    const [parent, child] = [grown.recorder(0).recording, grown.recorder(1).recording]
    expect(child.length).toBe(10)
    expect(child.step(10)).toBe(parent.step(10))
    expect(parent.length).toBe(16)
  })
})
