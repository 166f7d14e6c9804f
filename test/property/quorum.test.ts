import { describe, expect, test } from 'vitest'
import { describeFailure } from './laws.ts'
import { quorumLaws } from './quorum.ts'

// No limit of time: a slow machine tries the same inputs.
describe('what is true of every quorum system', { timeout: 0 }, () => {
  for (const law of quorumLaws) {
    test(law.title, () => {
      const failure = law.check(law.runs)
      expect(failure && describeFailure(failure)).toBeUndefined()
    })
  }
})
