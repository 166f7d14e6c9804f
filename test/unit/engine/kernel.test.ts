import { describe, expect, test } from 'vitest'
import type { OperationId, TimerId } from '../../../src/engine/kernel/role.ts'
import { testKernel } from '../../support/kernel.ts'

describe('steps and time', () => {
  test('messages of the same time arrive in the order of their sending', () => {
    const { command, drain, log } = testKernel(['A', 'B'])
    command('A', (ctx) => {
      for (const word of ['one', 'two', 'three']) ctx.send('B', word)
    })
    drain()
    expect(log('B')).toEqual(['one from A @10', 'two from A @10', 'three from A @10'])
  })

  test('each command, arrival and timer is one step; the clock moves to its time', () => {
    const { kernel, command } = testKernel(['A', 'B'])
    command('A', (ctx) => {
      ctx.send('B', 'hello')
      ctx.setTimer('tick', 4_000, 'background')
    })
    expect([kernel.steps, kernel.now_us, kernel.nextDue_us]).toEqual([1, 0, 4_000])
    kernel.step()
    expect([kernel.steps, kernel.now_us, kernel.nextDue_us]).toEqual([2, 4_000, 10_000])
    kernel.step()
    expect([kernel.steps, kernel.now_us, kernel.nextDue_us]).toEqual([3, 10_000, Number.POSITIVE_INFINITY])
    expect([kernel.step(), kernel.steps]).toEqual([false, 3])
  })

  test('the clock can be moved up to the next event and not beyond it, and never back', () => {
    const { kernel, command } = testKernel(['A'])
    command('A', (ctx) => void ctx.setTimer('tick', 5_000, 'background'))
    kernel.advanceTo(5_000)
    expect(kernel.now_us).toBe(5_000)
    kernel.advanceTo(3_000)
    expect(kernel.now_us).toBe(5_000)
    expect(() => kernel.advanceTo(5_001)).toThrow(RangeError)
  })

  test('a message to an address that does not exist is lost', () => {
    const { kernel, command, drain } = testKernel(['A'])
    command('A', (ctx) => ctx.send('nobody', 'hello'))
    expect([kernel.settled, kernel.pending]).toEqual([true, 0])
    drain()
    expect(kernel.addresses).toEqual(['A'])
  })

  test('a command to an address that does not exist creates the node', () => {
    const { kernel, command, log } = testKernel(['A'])
    expect(command('B', (ctx, state) => void state.log.push(`I am ${ctx.self}`))).toBe(true)
    expect(kernel.addresses).toEqual(['A', 'B'])
    expect([kernel.status('B'), log('B')]).toEqual(['up', ['spawned', 'I am B']])
    expect([kernel.status('C'), kernel.state('C')]).toEqual([undefined, undefined])
  })

  test('a command that makes no node is no step at an address that does not exist', () => {
    const { kernel, command } = testKernel(['A'], { spawn: () => undefined })
    expect(command('B', (_, state) => void state.log.push('never'))).toBe(false)
    expect([kernel.addresses, kernel.steps, kernel.state('B')]).toEqual([['A'], 0, undefined])
    expect(command('A', () => {})).toBe(true)
  })

  test('a node can be added once', () => {
    const { kernel } = testKernel(['A'])
    expect(() => kernel.addNode('A', { log: [] })).toThrow('There is a node A already')
  })

  test('choices come from the seed', () => {
    const choices = (seed: number) => {
      const chosen: number[] = []
      const { command } = testKernel(['A'], { seed })
      command('A', (ctx) => {
        for (let i = 0; i < 20; i++) chosen.push(ctx.choose(1000))
      })
      return chosen
    }
    expect(choices(1)).toEqual(choices(1))
    expect(choices(1)).not.toEqual(choices(2))
  })
})

describe('timers', () => {
  test('a timer goes off after its delay, on the node that set it', () => {
    const { command, drain, log } = testKernel(['A', 'B'])
    command('A', (ctx) => void ctx.setTimer('tick', 3_000, 'foreground'))
    drain()
    expect([log('A'), log('B')]).toEqual([['tick @3'], []])
  })

  test('a cancelled timer does not go off; cancelling it again, or after it went off, does nothing', () => {
    const { kernel, command, drain, log } = testKernel(['A'])
    let cancelled: TimerId = 0
    let gone: TimerId = 0
    command('A', (ctx) => {
      cancelled = ctx.setTimer('cancelled', 3_000, 'foreground')
      gone = ctx.setTimer('goes off', 1_000, 'foreground')
      ctx.cancelTimer(cancelled)
      ctx.cancelTimer(cancelled)
    })
    drain()
    command('A', (ctx) => ctx.cancelTimer(gone))
    expect(log('A')).toEqual(['goes off @1'])
    expect([kernel.settled, kernel.pending]).toEqual([true, 0])
  })

  test('settled: no message in flight and no foreground timer; background timers do not count (SCENARIOS)', () => {
    const { kernel, command } = testKernel(['A', 'B'])
    const states: boolean[] = [kernel.settled]
    command('A', (ctx) => void ctx.setTimer('background', 90_000, 'background'))
    states.push(kernel.settled)
    command('A', (ctx) => void ctx.setTimer('foreground', 5_000, 'foreground'))
    states.push(kernel.settled)
    kernel.step()
    states.push(kernel.settled)
    command('A', (ctx) => ctx.send('B', 'hello'))
    states.push(kernel.settled)
    kernel.step()
    states.push(kernel.settled)
    expect(states).toEqual([true, true, false, true, false, true])
    expect(kernel.pending).toBe(1)
  })

  test('cancelling a foreground timer settles, cancelling a background timer does not unsettle', () => {
    const { kernel, command } = testKernel(['A'])
    const timers: TimerId[] = []
    command('A', (ctx) => {
      timers.push(ctx.setTimer('a', 1_000, 'foreground'), ctx.setTimer('b', 1_000, 'background'))
    })
    command('A', (ctx) => ctx.cancelTimer(timers[1] as TimerId))
    expect([kernel.settled, kernel.pending]).toEqual([false, 1])
    command('A', (ctx) => ctx.cancelTimer(timers[0] as TimerId))
    expect([kernel.settled, kernel.pending]).toEqual([true, 0])
  })
})

describe('crash, recovery and departure', () => {
  test('a crash cancels the timers of the node and of no other', () => {
    const { kernel, command, execute, drain, log } = testKernel(['A', 'B'])
    for (const node of ['A', 'B']) command(node, (ctx) => void ctx.setTimer('tick', 5_000, 'foreground'))
    execute({ do: 'crash', node: 'A' })
    expect([kernel.status('A'), kernel.pending]).toEqual(['crashed', 1])
    drain()
    expect([log('A'), log('B')]).toEqual([[], ['tick @5']])
    expect(kernel.settled).toBe(true)
  })

  test('what arrives at a crashed node is lost, what it sent before arrives', () => {
    const { kernel, command, execute, drain, log } = testKernel(['A', 'B'])
    command('A', (ctx) => ctx.send('B', 'from A'))
    command('B', (ctx) => ctx.send('A', 'from B'))
    execute({ do: 'crash', node: 'B' })
    drain()
    expect([log('A'), log('B')]).toEqual([['from B from B @10'], []])
    expect(kernel.steps).toBe(5)
  })

  test('a node that recovers in time receives what was in flight, with its state as it was and no timers', () => {
    const { command, execute, drain, log, kernel } = testKernel(['A', 'B'])
    command('B', (ctx, state) => {
      state.log.push('before')
      ctx.setTimer('tick', 3_000, 'background')
    })
    command('A', (ctx) => ctx.send('B', 'hello'))
    execute({ do: 'crash', node: 'B' })
    execute({ do: 'recover', node: 'B' })
    expect(kernel.status('B')).toBe('up')
    drain()
    expect(log('B')).toEqual(['before', 'back @0', 'hello from A @10'])
  })

  test('onRecover may set timers and send', () => {
    const { execute, drain, log } = testKernel(['A', 'B'], {
      role: {
        onRecover(_, ctx) {
          ctx.send('A', 'I am back')
          ctx.setTimer('tick', 1_000, 'background')
        },
      },
    })
    execute({ do: 'crash', node: 'B' })
    execute({ do: 'recover', node: 'B' })
    drain()
    expect([log('A'), log('B')]).toEqual([['I am back from B @10'], ['back @0', 'tick @1']])
  })

  test('instructions without an object do nothing and are no step', () => {
    const { kernel, command, execute } = testKernel(['A'])
    execute({ do: 'crash', node: 'A' })
    const before = kernel.steps
    const done = [
      execute({ do: 'crash', node: 'A' }),
      execute({ do: 'crash', node: 'nobody' }),
      execute({ do: 'recover', node: 'nobody' }),
      command('A', () => {}),
      execute({ do: 'drop', message: 99 }),
      execute({ do: 'deliver', message: 99 }),
      execute({ do: 'delay', message: 99, by_us: 1 }),
      execute({ do: 'duplicate', message: 99 }),
    ]
    expect(done).toEqual(done.map(() => false))
    expect(kernel.steps).toBe(before)
  })

  test('stop: the node finishes its handler, loses its timers and what arrives, and never recovers', () => {
    const { kernel, command, execute, drain, log } = testKernel(['A', 'B'])
    command('A', (ctx) => ctx.send('B', 'too late'))
    command('B', (ctx) => {
      ctx.stop()
      ctx.setTimer('tick', 1_000, 'foreground')
      ctx.send('A', 'goodbye')
    })
    expect([kernel.status('B'), kernel.pending]).toEqual(['stopped', 2])
    expect(execute({ do: 'recover', node: 'B' })).toBe(false)
    expect(execute({ do: 'crash', node: 'B' })).toBe(false)
    drain()
    expect([log('A'), log('B')]).toEqual([['goodbye from B @10'], []])
    expect(kernel.settled).toBe(true)
  })

  test('a node that has stopped comes again with a command that makes nodes', () => {
    const { kernel, command } = testKernel(['A', 'B'])
    command('B', (ctx) => ctx.stop())
    expect(command('B', () => {})).toBe(true)
    expect(kernel.status('B')).toBe('up')
  })

  test('the stop of one node does not stop the next one that acts', () => {
    const { kernel, command, execute } = testKernel(['A', 'B'])
    command('A', (ctx) => ctx.stop())
    execute({ do: 'heal' })
    command('B', () => {})
    expect([kernel.status('A'), kernel.status('B')]).toEqual(['stopped', 'up'])
  })
})

describe('operations', () => {
  test('begin opens an operation, reply answers it, and the first answer counts', () => {
    const { kernel, command } = testKernel(['A', 'B'])
    let id: OperationId = 0
    command('A', (ctx) => {
      id = ctx.begin({ ask: 'what' })
    })
    expect(kernel.operations).toEqual([
      {
        id: 1,
        node: 'A',
        description: { ask: 'what' },
        invoked_us: 0,
        returned_us: undefined,
        result: undefined,
        judgement: undefined,
      },
    ])
    kernel.advanceTo(2_000)
    command('A', (ctx) => ctx.reply(id, 'this'))
    kernel.advanceTo(3_000)
    command('A', (ctx) => ctx.reply(id, 'that'))
    expect(kernel.operations).toMatchObject([{ id: 1, result: 'this', invoked_us: 0, returned_us: 2_000 }])
  })

  test('a reply to an operation that was never begun does nothing', () => {
    const { kernel, command } = testKernel(['A'])
    command('A', (ctx) => ctx.reply(7, 'what'))
    expect(kernel.operations).toEqual([])
  })

  test('the answer is judged at the moment when it is given', () => {
    const { kernel, command } = testKernel(['A'], {
      judge: (operation, world) => ({ result: operation.result, log: [...(world.state('A')?.log ?? [])] }),
    })
    command('A', (ctx, state) => {
      const id = ctx.begin('question')
      state.log.push('first')
      ctx.reply(id, 42)
      ctx.reply(id, 43)
      state.log.push('second')
    })
    expect(kernel.operations[0]?.judgement).toEqual({ result: 42, log: ['first'] })
  })
})

describe('interventions on a message', () => {
  const withMessages = () => {
    const test = testKernel(['A', 'B'])
    test.command('A', (ctx) => {
      ctx.send('B', 'first')
      ctx.send('B', 'second')
    })
    return test
  }

  test('deliver: it arrives now', () => {
    const { execute, drain, log, kernel } = withMessages()
    expect(execute({ do: 'deliver', message: 2 })).toBe(true)
    expect([log('B'), kernel.now_us]).toEqual([['second from A @0'], 0])
    drain()
    expect(log('B')).toEqual(['second from A @0', 'first from A @10'])
    expect(kernel.settled).toBe(true)
  })

  test('delay: it arrives that much later, behind what was sent after it', () => {
    const { execute, drain, log } = withMessages()
    execute({ do: 'delay', message: 1, by_us: 5_000 })
    drain()
    expect(log('B')).toEqual(['second from A @10', 'first from A @15'])
  })

  test('delay by nothing keeps its place among the messages of the same time', () => {
    const { execute, drain, log } = withMessages()
    execute({ do: 'delay', message: 1, by_us: 0 })
    drain()
    expect(log('B')).toEqual(['first from A @10', 'second from A @10'])
  })

  test('delays add up', () => {
    const { execute, drain, log } = withMessages()
    execute({ do: 'delay', message: 1, by_us: 5_000 })
    execute({ do: 'delay', message: 1, by_us: 7_000 })
    drain()
    expect(log('B')).toEqual(['second from A @10', 'first from A @22'])
  })

  test('drop: it never arrives, and nobody waits for it', () => {
    const { execute, drain, log, kernel } = withMessages()
    execute({ do: 'drop', message: 1 })
    execute({ do: 'drop', message: 2 })
    expect([kernel.settled, kernel.pending]).toEqual([true, 0])
    drain()
    expect(log('B')).toEqual([])
    expect(execute({ do: 'deliver', message: 1 })).toBe(false)
  })

  test('duplicate: it arrives twice, the copy behind the others of the same time', () => {
    const { execute, drain, log, kernel } = withMessages()
    execute({ do: 'duplicate', message: 1 })
    expect(kernel.pending).toBe(3)
    drain()
    expect(log('B')).toEqual(['first from A @10', 'second from A @10', 'first from A @10'])
    expect(kernel.settled).toBe(true)
  })

  test('a message that is delivered to a node that is down is lost', () => {
    const { execute, log, kernel } = withMessages()
    execute({ do: 'crash', node: 'B' })
    expect(execute({ do: 'deliver', message: 1 })).toBe(true)
    expect([log('B'), kernel.pending]).toEqual([[], 1])
  })

  test('a timer is not a message', () => {
    const { command, execute, drain, log } = testKernel(['A'])
    command('A', (ctx) => void ctx.setTimer('tick', 1_000, 'foreground'))
    expect(execute({ do: 'drop', message: 1 })).toBe(false)
    drain()
    expect(log('A')).toEqual(['tick @1'])
  })
})

describe('explaining', () => {
  test('ctx.explain is absent at full speed and present for a tap that listens (ARCHITECTURE)', () => {
    const heard: unknown[] = []
    let atFullSpeed: unknown = 'unset'
    const plain = testKernel(['A'])
    plain.command('A', (ctx) => {
      atFullSpeed = ctx.explain
      ctx.explain?.({ line: heard.push('evaluated').toString() })
    })
    expect([atFullSpeed, heard]).toEqual([undefined, []])
    const watched = testKernel(['A'], { tap: { explain: (note) => void heard.push(note) } })
    watched.command('A', (ctx) => ctx.explain?.({ line: 'here' }))
    expect(heard).toEqual([{ line: 'here' }])
  })
})
