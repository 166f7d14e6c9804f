import { describe, expect, test } from 'vitest'
import { describeFailure, laws } from './laws.ts'

// No limit of time: a slow machine tries the same inputs.
describe('what is true of every scenario', { timeout: 0 }, () => {
  for (const law of laws) {
    test(law.title, () => {
      const failure = law.check(law.runs)
      expect(failure && describeFailure(failure)).toBeUndefined()
    })
  }
})
