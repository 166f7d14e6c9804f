import { describe, expect, test } from 'vitest'
import { describeFailure, laws } from './laws.ts'

describe('what is true of every scenario', () => {
  test.each(laws)('$title', async (law) => {
    const failure = await law.check(law.runs)
    expect(failure && describeFailure(failure)).toBeUndefined()
  })
})
