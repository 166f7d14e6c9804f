import { expect, test } from 'vitest'
import type { World } from '../../../../src/engine/kernel/world.ts'
import { answerFields, answerOf, type OpenAnswer, openAnswers } from '../../../../src/labs/mesos/answers.ts'
import type { MesosState } from '../../../../src/protocols/mesos/state.ts'
import { mesosScenario } from '../../protocols/mesos/support.ts'
import { publicRun, recordedMesos } from './support.ts'

const answersAtEnd = (run: ReturnType<typeof publicRun>) =>
  openAnswers(run.frame(run.length) as World<MesosState>)
const run = publicRun('mesos-answer-yourself')

test('the form asks, for each task that waits, on which of the offered agents it is to run', () => {
  const [answer] = answersAtEnd(run)
  expect(answer?.framework).toBe('Hadoop')
  const fields = answerFields(answer as OpenAnswer)
  expect(fields.map(({ label }) => label)).toEqual(['task 1: 2 CPU, 4 GB', 'task 2: 4 CPU, 4 GB'])
  expect(fields[0]).toMatchObject({ options: ['not now', 'S1', 'S2', 'S3'] })
  expect(fields.map(({ initial }) => initial)).toEqual(['S1', 'S1'])
})

test('agents that a task does not fit on are not in its list', () => {
  const small = recordedMesos(
    mesosScenario({
      frameworks: [
        {
          name: 'Mine',
          policy: 'manual',
          tasks: [
            { cpus: 10, mem_gb: 1 },
            { cpus: 1, mem_gb: 12 },
          ],
        },
      ],
    }),
  )
  const [answer] = answersAtEnd(small)
  const options = answerFields(answer as OpenAnswer).map((field) => ('options' in field ? field.options : []))
  expect(options).toEqual([
    ['not now', 'S3'],
    ['not now', 'S2', 'S3'],
  ])
})

test('at first each task is where it prefers to run, else on the first agent with room beside the tasks before it', () => {
  const tasks = [
    { cpus: 6, mem_gb: 1 },
    { cpus: 6, mem_gb: 1 },
    { cpus: 2, mem_gb: 1, prefers: ['S3'] },
    { cpus: 64, mem_gb: 1 },
  ]
  const full = recordedMesos(mesosScenario({ frameworks: [{ name: 'Mine', policy: 'manual', tasks }] }))
  const [answer] = answersAtEnd(full)
  expect(answerFields(answer as OpenAnswer).map(({ initial }) => initial)).toEqual([
    'S1',
    'S2',
    'S3',
    'not now',
  ])
})

test('chosen agents are launches; without any the offer is declined', () => {
  const [answer] = answersAtEnd(run)
  expect(answerOf(answer as OpenAnswer, { 'task 1': 'S2', 'task 2': 'not now' })).toEqual({
    do: 'accept',
    framework: 'Hadoop',
    launches: [{ task: 'task 1', agent: 'S2' }],
  })
  expect(answerOf(answer as OpenAnswer, { 'task 1': 'not now' })).toEqual({
    do: 'decline',
    framework: 'Hadoop',
  })
})

test('nobody is asked while no offer is open', () => {
  expect(openAnswers(run.frame(0) as World<MesosState>)).toEqual([])
  expect(answersAtEnd(publicRun('mesos-two-frameworks'))).toEqual([])
})
