import { describe, expect, test } from 'vitest'
import { faultLines } from '../../../../src/engine/scenario/fault.ts'
import { askingFaults } from '../../../../src/protocols/quorum/asking.ts'
import type { QuorumConfig } from '../../../../src/protocols/quorum/config.ts'
import { publicScenario } from '../../../support/scenarios.ts'

// Four nodes; K14 is on N1, N3 and N4.
const config = publicScenario('quorum-put-k14').config as QuorumConfig
const lines = (action: { do: string; [field: string]: unknown }) => faultLines(askingFaults(action, config))
const get = { do: 'get', client: 'reader', key: 'K14' }

describe('what a user asks for in a form', () => {
  test('what can be asked has no faults', () => {
    expect(lines(get)).toEqual([])
    expect(lines({ ...get, from: ['N3', 'N4'] })).toEqual([])
    expect(lines({ do: 'put', client: 'writer', key: 'K14', value: 'V14' })).toEqual([])
  })

  test('replicas of another key are named with those of this one', () => {
    expect(lines({ ...get, from: ['N2', 'N3'] })).toEqual([
      'N2 does not store K14; its replicas are N1, N3, N4',
    ])
  })

  test('a replica asks nothing', () => {
    expect(lines({ ...get, client: 'N1' })).toEqual(['client: N1 is a replica; a client needs another name'])
  })

  test('a fault of a field names the field of the form', () => {
    expect(lines({ ...get, client: 'two words' })).toEqual([
      'client: expected a name of 1..24 characters without spaces and brackets, got "two words"',
    ])
  })
})
