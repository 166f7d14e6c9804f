import { describe, expect, test } from 'vitest'
import type { World } from '../../../../src/engine/kernel/world.ts'
import { castOf } from '../../../../src/labs/mesos/cast.ts'
import { identitiesOf } from '../../../../src/labs/mesos/identity.ts'
import { type Box, layOut } from '../../../../src/labs/mesos/layout.ts'
import { decisionWords } from '../../../../src/labs/mesos/words.ts'
import { MASTER, type MasterState, type MesosState } from '../../../../src/protocols/mesos/state.ts'
import { pointAt } from '../../../../src/scene/geometry.ts'
import { publicNames } from '../../../support/scenarios.ts'
import { mesosScenario } from '../../protocols/mesos/support.ts'
import { drawn, overlap, publicRun, recordedMesos, WIDE } from './support.ts'

const lecture = publicRun('mesos-two-frameworks')
const at = (words: string) => lecture.milestones.find(({ label }) => label === words)?.step ?? -1

describe('M7 (CS162 slide 60) on the stage', () => {
  test('the first offer is a ticket with everything; what is on offer is dashed in the bars', () => {
    const { marks } = drawn(lecture, at('offer to Hadoop'))
    expect(marks.tickets.map(({ framework, rows, more, tone }) => ({ framework, rows, more, tone }))).toEqual(
      [
        {
          framework: 'Hadoop',
          rows: [
            { agent: 'S1', cpus: 8, mem_gb: 8 },
            { agent: 'S2', cpus: 8, mem_gb: 16 },
            { agent: 'S3', cpus: 16, mem_gb: 16 },
          ],
          more: 0,
          tone: 'next',
        },
      ],
    )
    expect(marks.rows.map(({ identity, words, picked }) => [identity.name, words, picked])).toEqual([
      ['Hadoop', '0%', true],
      ['MPI', '0%', false],
    ])
    expect(
      marks.agents.map(({ bars }) => bars.map(({ segments }) => segments.map(({ label }) => label))),
    ).toEqual([
      [['8'], ['8']],
      [['8'], ['16']],
      [['16'], ['16']],
    ])
    expect(marks.messages).toEqual([])
  })

  test('MPI is offered what Hadoop’s tasks leave: 6 and 4, 4 and 12, 16 and 16', () => {
    const { marks } = drawn(lecture, at('offer to MPI'))
    expect(marks.tickets[0]?.rows.map(({ agent, cpus, mem_gb }) => [agent, cpus, mem_gb])).toEqual([
      ['S1', 6, 4],
      ['S2', 4, 12],
      ['S3', 16, 16],
    ])
    const [s1, s2, s3] = marks.agents
    expect(s1?.bars.map(({ segments }) => segments.map(({ kind, label }) => [kind, label]))).toEqual([
      [
        ['task', 'H1'],
        ['offered', '6'],
      ],
      [
        ['task', 'H1'],
        ['offered', '4'],
      ],
    ])
    expect([s1?.lines, s2?.lines, s3?.lines]).toEqual([
      ['8 CPU, 8 GB', 'H1: 2 CPU, 4 GB'],
      ['8 CPU, 16 GB', 'H2: 4 CPU, 4 GB'],
      ['16 CPU, 16 GB', 'no tasks'],
    ])
    expect(marks.frameworks.map(({ words }) => words)).toEqual([
      '2 tasks: H1 on S1, H2 on S2',
      'waits with task 1: 4 CPU, 2 GB',
    ])
  })

  test('bars are to scale: a task takes its part of the agent, in both kinds', () => {
    const { marks } = drawn(lecture, at('offer to MPI'))
    const [cpus, memory] = marks.agents[0]?.bars ?? []
    expect((cpus?.segments[0]?.box.height ?? 0) / (cpus?.box.height ?? 1)).toBeCloseTo(2 / 8)
    expect((memory?.segments[0]?.box.height ?? 0) / (memory?.box.height ?? 1)).toBeCloseTo(4 / 8)
    const bar = (agent: number) => marks.agents[agent]?.bars[0]?.box.height ?? 0
    expect(bar(2) / bar(0)).toBeCloseTo(2)
  })

  test('the step that books tasks says so: fresh segments, and the share that it changes', () => {
    const booked = lecture.steps.find(
      ({ node, messageId }) =>
        node === 'master' &&
        (lecture.message(messageId ?? -1)?.message as { kind?: string })?.kind === 'accept',
    )
    const { marks } = drawn(lecture, booked?.index ?? -1)
    expect(marks.rows.map(({ before, words }) => [before, words])).toEqual([
      ['0%', '20%'],
      [undefined, '0%'],
    ])
    const fresh = marks.agents.flatMap(({ bars }) => bars[0]?.segments.filter(({ fresh }) => fresh) ?? [])
    expect(fresh.map(({ label, staging }) => [label, staging])).toEqual([
      ['H1', true],
      ['H2', true],
    ])
    expect(marks.messages.filter(({ small }) => !small).map(({ label }) => label)).toEqual([
      'run task 2',
      'run task 1',
    ])
  })

  test('before anybody has registered, agents and frameworks are not members and nothing is on offer', () => {
    const { marks } = drawn(lecture, 6)
    const standings = [...marks.agents, ...marks.frameworks].map(({ standing }) => standing)
    expect(new Set(standings)).toEqual(new Set(['joining']))
    expect(marks.rows).toEqual([])
  })
})

describe('M8 (CS162 slide 61): the blue file', () => {
  test('lies on S2 and S3 until Hadoop’s tasks are launched there', () => {
    const run = publicRun('mesos-blue-file')
    const declined = run.milestones.find(({ label }) => label === 'Hadoop declines')?.step ?? -1
    const files = (cursor: number) => drawn(run, cursor).marks.agents.map(({ file }) => file)
    expect(files(declined)).toEqual([undefined, 'blue file', 'blue file'])
    expect(files(run.length)).toEqual([undefined, undefined, undefined])
  })
})

describe('M3 (CS162 slide 49): jobs on the stage', () => {
  const run = publicRun('mesos-jobs-and-tasks')
  const launched = run.milestones.find(({ label }) => label === 'Hadoop accepts')?.step ?? -1

  test('a task is shown with its job, in the bar and beside it; the framework counts the tasks of its jobs', () => {
    const { marks } = drawn(run, launched + 1)
    const [s1] = marks.agents
    expect(s1?.bars[0]?.segments.map(({ label }) => label)).toEqual(['J1·1', 'J1·2'])
    expect(s1?.lines).toEqual(['4 CPU, 8 GB', 'J1 task 1', 'J1 task 2'])
    expect(marks.frameworks[0]?.words).toBe('job 1: 4 tasks, job 2: 3 tasks')
  })

  test('a job whose name has no number is too long for a bar', () => {
    const blue = publicRun('mesos-blue-file')
    const labels = Array.from({ length: blue.length }, (_, i) => drawn(blue, i + 1).marks.agents).flatMap(
      (agents) => agents.flatMap(({ bars }) => bars.flatMap(({ segments }) => segments)),
    )
    expect(new Set(labels.filter(({ kind }) => kind === 'task').map(({ label }) => label))).toEqual(
      new Set(['M1', 'M2', 'H1', 'H2']),
    )
  })
})

test('the ledger says why a framework was passed over: it wants no offers', () => {
  const run = publicRun('mesos-blue-file')
  const { ledger, allocator } = run.frame(run.length).state(MASTER) as MasterState
  expect(ledger.map((decision) => decisionWords(decision, allocator))).toEqual([
    'to MPI, 0%; Hadoop 0%',
    'to Hadoop, 0%; MPI 67%',
    'to Hadoop, 0%; MPI wants none',
  ])
})

describe('an offer that waits for the user', () => {
  test('stays as a ticket that is no message', () => {
    const run = publicRun('mesos-answer-yourself')
    const { marks } = drawn(run, run.length)
    expect(marks.tickets.map(({ framework, tone, message }) => [framework, tone, message])).toEqual([
      ['Hadoop', 'open', undefined],
    ])
    expect(marks.frameworks[0]?.words).toBe('an offer waits for your answer')
  })
})

test('an agent that has crashed keeps its tasks in the drawing until the master gives it up', () => {
  const scenario = mesosScenario(
    {
      frameworks: [{ name: 'Hadoop', tasks: [{ cpus: 2, mem_gb: 2, duration_s: 60, prefers: ['S1'] }] }],
      report_interval_s: 1,
    },
    [{ do: 'crash', node: 'S1', at_ms: 3000 }],
  )
  const run = recordedMesos(scenario)
  const crashed = run.steps.find(({ after, node }) => node === 'S1' && after === undefined)
  const crashStep = crashed?.index ?? run.steps.find(({ kind }) => kind === 'crash')?.index ?? -1
  const [s1] = drawn(run, crashStep).marks.agents
  expect(s1?.standing).toBe('down')
  expect(s1?.bars[0]?.segments.map(({ label }) => label)).toEqual(['H1'])
  expect(drawn(run, run.length).marks.agents[0]?.bars[0]?.segments).toEqual([])
})

test('a framework that leaves does not change the looks of the others', () => {
  const scenario = mesosScenario({ frameworks: [{ name: 'A' }, { name: 'B' }, { name: 'C' }] }, [
    { do: 'removeFramework', framework: 'A', at_ms: 1000 },
  ])
  const run = recordedMesos(scenario)
  const looks = (cursor: number) =>
    [...identitiesOf(run.frame(cursor) as World<MesosState>).values()].map(({ name, look }) => [name, look])
  expect(looks(0)).toEqual([
    ['A', 1],
    ['B', 2],
    ['C', 3],
  ])
  expect(looks(run.length)).toEqual([
    ['B', 2],
    ['C', 3],
  ])
})

describe('nothing covers anything', () => {
  const sizes = [WIDE, { width: 848, height: 384 }, { width: 390, height: 420 }, { width: 1230, height: 720 }]
  const crowd = {
    agents: { count: 200, cpus: 8, mem_gb: 16 },
    frameworks: Array.from({ length: 20 }, (_, i) => ({ name: `F${i}` })),
  }
  const casts = [
    ['the lecture', lecture],
    [
      'six agents',
      recordedMesos(mesosScenario({ agents: { count: 6, cpus: 4, mem_gb: 8 }, frameworks: [{ name: 'A' }] })),
    ],
    [
      'seven agents',
      recordedMesos(mesosScenario({ agents: { count: 7, cpus: 4, mem_gb: 8 }, frameworks: [{ name: 'A' }] })),
    ],
    ['200 agents, 20 frameworks', recordedMesos(mesosScenario(crowd))],
  ] as const

  for (const [name, run] of casts) {
    for (const size of sizes) {
      test(`${name} at ${size.width} by ${size.height}: boxes and bars are apart and on the stage`, () => {
        const cast = castOf(run.frame(0) as World<MesosState>)
        const layout = layOut(cast, size, 1, 76)
        const boxes: Box[] = [
          ...layout.frameworks.values(),
          layout.master,
          layout.ticket,
          ...layout.agents.flatMap(({ cpus, mem_gb }) => [cpus, mem_gb]),
        ]
        expect(layout.agents).toHaveLength(cast.agents.length)
        for (const [i, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(size.width)
          expect(box.y + box.height).toBeLessThanOrEqual(size.height)
          for (const other of boxes.slice(i + 1)) expect(overlap(box, other)).toBe(false)
        }
      })
    }
  }

  test('four agents on a laptop have their capacity and tasks beside them, and keep to their columns', () => {
    const four = recordedMesos(
      mesosScenario({ agents: { count: 4, cpus: 4, mem_gb: 8 }, frameworks: [{ name: 'A' }] }),
    )
    const { layout } = drawn(four, 0)
    const starts = layout.agents.map(({ words }) => words?.x ?? Number.NaN)
    const room = layout.agents.slice(1).map(({ cpus }, i) => cpus.x - (starts[i] as number))
    expect(Math.min(...room)).toBeGreaterThan(105)
  })

  for (const size of [WIDE, { width: 848, height: 478 }]) {
    for (const name of publicNames.filter((one) => one.startsWith('mesos-'))) {
      test(`${name} at ${size.width} by ${size.height}: no dot lies on the words of a capsule`, () => {
        const run = publicRun(name)
        for (let cursor = 0; cursor <= run.length; cursor++) {
          const placed = drawn(run, cursor, size).marks.messages.map(({ curve, rest, width, small }) => {
            const { x, y } = pointAt(curve, rest)
            const [w, h] = small ? [11, 11] : [width, 28]
            return { small, box: { x: x - w / 2, y: y - h / 2, width: w, height: h } }
          })
          const capsules = placed.filter(({ small }) => !small)
          for (const { box } of placed.filter(({ small }) => small)) {
            for (const capsule of capsules) expect(overlap(box, capsule.box), `step ${cursor}`).toBe(false)
          }
        }
      })
    }
  }

  for (const name of publicNames.filter((one) => one.startsWith('mesos-'))) {
    test(`${name}: no capsule covers another one`, () => {
      const run = publicRun(name)
      for (let cursor = 0; cursor <= run.length; cursor++) {
        const boxes = drawn(run, cursor)
          .marks.messages.filter(({ small }) => !small)
          .map(({ curve, rest, width }) => {
            const { x, y } = pointAt(curve, rest)
            return { x: x - width / 2, y: y - 14, width, height: 28 }
          })
        boxes.forEach((box, i) => {
          for (const other of boxes.slice(i + 1)) expect(overlap(box, other), `step ${cursor}`).toBe(false)
        })
      }
    })
  }
})
