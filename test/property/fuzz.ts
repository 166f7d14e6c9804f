import { parseArgs } from 'node:util'
import { describeFailure, laws } from './laws.ts'
import { mapReduceLaws } from './mapreduce.ts'
import { mesosLaws } from './mesos.ts'
import { quorumLaws } from './quorum.ts'

const everyLaw = [...laws, ...quorumLaws, ...mesosLaws, ...mapReduceLaws]

// `npm run fuzz -- --seed N [--runs M] [--law WORDS]`: the laws of the tests, on many more scenarios.
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    runs: { type: 'string', default: '2000' },
    law: { type: 'string', default: '' },
  },
})
const seed = Number(values.seed)
const runs = Number(values.runs)
if (!Number.isInteger(seed) || !Number.isInteger(runs) || runs < 1) {
  console.error('Usage: npm run fuzz -- --seed N [--runs M] [--law WORDS]')
  process.exit(2)
}

let failed = 0
for (const law of everyLaw.filter(({ title }) => title.includes(values.law))) {
  const failure = law.check(runs, seed)
  console.log(`${failure ? '✗' : '✓'} ${law.title}`)
  if (failure === undefined) continue
  failed++
  console.log(`\n${describeFailure(failure)}\n`)
}
console.log(`seed ${seed}, ${runs} inputs a law: ${failed === 0 ? 'every law holds' : `${failed} broken`}`)
process.exitCode = failed > 0 ? 1 : 0
