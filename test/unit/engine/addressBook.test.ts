import { describe, expect, test } from 'vitest'
import { AddressBook } from '../../../src/engine/kernel/addressBook.ts'
import { Kernel } from '../../../src/engine/kernel/kernel.ts'

describe('the address book', () => {
  test('small integers, hashed identifiers, odd numbers and names are all found, and nothing else', () => {
    const book = new AddressBook()
    const hashed = Array.from({ length: 5000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 0)
    const addresses = [0, 1, 2, 50, ...hashed, -7, 0.5, 2 ** 40, 'S1', '1']
    addresses.forEach((address, i) => {
      book.add(address, i)
    })
    expect(addresses.map((address) => book.find(address))).toEqual(addresses.map((_, i) => i))
    for (const absent of [3, 49, 2 ** 31, -1, 2 ** 40 + 1, Number.NaN, 'S2', '0']) {
      expect(book.find(absent)).toBeUndefined()
    }
  })
})

describe('messages in the background', () => {
  test('do not keep a run from being settled; all others do', () => {
    const kernel = new Kernel<object, string, never, string>(
      {
        role: () => ({
          onMessage: () => {},
          onTimer: () => {},
          onCommand: (_, message, ctx) => ctx.send('B', message),
        }),
        spawn: () => undefined,
        isBackground: (message) => message === 'gossip',
      },
      { latency_ms: 10, loss: 0, duplication: 0 },
      1,
    )
    for (const name of ['A', 'B']) kernel.addNode(name, {})
    const send = (command: string) => kernel.execute({ do: 'command', node: 'A', command })
    send('gossip')
    expect([kernel.settled, kernel.pending]).toEqual([true, 1])
    send('question')
    expect([kernel.settled, kernel.pending]).toEqual([false, 2])
    kernel.step()
    kernel.step()
    expect([kernel.settled, kernel.pending]).toEqual([true, 0])
  })

  test('stay out of the count when they are dropped, doubled or delivered by hand', () => {
    const kernel = new Kernel<object, string, never, string>(
      {
        role: () => ({
          onMessage: () => {},
          onTimer: () => {},
          onCommand: (_, message, ctx) => ctx.send('B', message),
        }),
        spawn: () => undefined,
        isBackground: () => true,
      },
      { latency_ms: 10, loss: 0, duplication: 0 },
      1,
    )
    for (const name of ['A', 'B']) kernel.addNode(name, {})
    kernel.execute({ do: 'command', node: 'A', command: 'gossip' })
    kernel.execute({ do: 'duplicate', message: 1 })
    kernel.execute({ do: 'drop', message: 1 })
    expect([kernel.settled, kernel.pending]).toEqual([true, 1])
    kernel.execute({ do: 'deliver', message: 2 })
    expect([kernel.settled, kernel.pending]).toEqual([true, 0])
  })
})
