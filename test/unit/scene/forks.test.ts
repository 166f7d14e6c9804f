import { describe, expect, test } from 'vitest'
import { branchRows, type ForkedBranch, forksAlong } from '../../../src/scene/forks.ts'

const trunk: ForkedBranch = { id: 0, origin: undefined }
const fork = (id: number, parent: number, at_step: number): ForkedBranch => ({
  id,
  origin: { parent, action: { at_step } },
})
/** Two branches off the trunk, one off the first of them, before and after its own fork. */
const tree = [trunk, fork(1, 0, 10), fork(2, 0, 4), fork(3, 1, 12), fork(4, 0, 14)]

describe('the forks along a branch', () => {
  test('on the trunk are all that leave it, by step', () => {
    expect(forksAlong(tree, 0)).toEqual([
      { step: 4, branches: [2] },
      { step: 10, branches: [1] },
      { step: 14, branches: [4] },
    ])
  })

  test('on a branch are its own, its beginning, and those of the past that it shares', () => {
    expect(forksAlong(tree, 1).map(({ step }) => step)).toEqual([4, 10, 12])
    expect(forksAlong(tree, 3).map(({ step }) => step)).toEqual([4, 10, 12])
    expect(forksAlong(tree, 2).map(({ step }) => step)).toEqual([4])
  })

  test('several at one step are one fork', () => {
    expect(forksAlong([trunk, fork(1, 0, 3), fork(2, 0, 3)], 0)).toEqual([{ step: 3, branches: [1, 2] }])
  })
})

test('each branch stands under its parent, children in the order of their making', () => {
  expect(branchRows(tree)).toEqual([
    { id: 0, depth: 0 },
    { id: 1, depth: 1 },
    { id: 3, depth: 2 },
    { id: 2, depth: 1 },
    { id: 4, depth: 1 },
  ])
})
