import { describe, expect, test } from 'vitest'
import { describeFailure } from './laws.ts'
import { mesosLaws } from './mesos.ts'

// No limit of time: a slow machine tries the same inputs.
describe('what is true of every cluster that Mesos shares out', { timeout: 0 }, () => {
  for (const law of mesosLaws) {
    test(law.title, () => {
      const failure = law.check(law.runs)
      expect(failure && describeFailure(failure)).toBeUndefined()
    })
  }
})
