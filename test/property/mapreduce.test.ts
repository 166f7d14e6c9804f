import { describe, expect, test } from 'vitest'
import { describeFailure } from './laws.ts'
import { mapReduceLaws } from './mapreduce.ts'

// No limit of time: a slow machine tries the same inputs.
describe('what is true of every job', { timeout: 0 }, () => {
  for (const law of mapReduceLaws) {
    test(law.title, () => {
      const failure = law.check(law.runs)
      expect(failure && describeFailure(failure)).toBeUndefined()
    })
  }
})
