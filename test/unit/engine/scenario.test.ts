import { describe, expect, test } from 'vitest'
import { Run } from '../../../src/engine/run/run.ts'
import { faultLines, shown } from '../../../src/engine/scenario/fault.ts'
import {
  checkScenario,
  MAX_CHARACTERS,
  parseScenario,
  serializeScenario,
} from '../../../src/engine/scenario/parse.ts'
import { documentOf } from '../../../src/engine/scenario/scenario.ts'
import { chord } from '../../../src/protocols/chord/protocol.ts'
import { formats, protocolOf } from '../../../src/protocols/registry.ts'
import {
  chordDocument,
  type Document,
  publicNames,
  publicScenario,
  publicText,
  read,
  refusal,
} from '../../support/scenarios.ts'

/** A document with one action after three that are right, so that it is `actions[3]`. */
const withAction = (action: unknown) =>
  chordDocument([{ do: 'heal' }, { do: 'heal' }, { do: 'heal' }, action as Document])
const LABS = 'chord, quorum, mesos, mapreduce'
const withConfig = (config: Document) => chordDocument([], { config })

describe('what is right is read', () => {
  test.each(publicNames)('public/scenarios/%s.json', (name) => {
    expect(refusal(publicText(name))).toEqual([])
    expect(publicScenario(name)).toMatchObject({ schema: 'clusterscope/1', lab: name.split('-')[0] })
  })

  test('what is left out gets its default', () => {
    expect(
      read({
        schema: 'clusterscope/1',
        lab: 'chord',
        title: 'x',
        config: { bits: 6, nodes: [] },
        actions: [],
      }),
    ).toEqual({
      schema: 'clusterscope/1',
      lab: 'chord',
      title: 'x',
      summary: '',
      seed: 1,
      network: { latency_ms: 10, loss: 0, duplication: 0 },
      config: {
        bits: 6,
        nodes: [],
        keys: {},
        successors: 1,
        replicas: 1,
        virtualNodes: 1,
        variant: 'lecture',
        routing: 'successor',
        mode: 'recursive',
        maintenance: 'manual',
      },
      actions: [],
      expect: [],
    })
  })

  test('every action of the format is read', () => {
    const actions = [
      { do: 'join', node: 50, via: 15, mark: 'join' },
      { do: 'create', node: 1 },
      { do: 'stabilize', node: 'all' },
      { do: 'stabilize', node: 50, at_ms: 500 },
      { do: 'reconcile', node: 8 },
      { do: 'update', node: 'all' },
      { do: 'fixFingers', node: 8 },
      { do: 'checkPredecessor', node: 'all' },
      { do: 'leave', node: 4 },
      { do: 'maintain', rounds: 3 },
      { do: 'lookup', from: 8, key: 0 },
      { do: 'get', from: 8, key: 63 },
      { do: 'put', from: 8, key: 63, value: '' },
      { do: 'crash', node: 15 },
      { do: 'recover', node: 15 },
      { do: 'fail', node: 15 },
      { do: 'partition', groups: [[8, 20], [32], []] },
      { do: 'heal' },
      { do: 'advance', seconds: 1.5 },
      { do: 'deliver', message: 1, at_step: 2 },
      { do: 'drop', message: 1, at_step: 0 },
      { do: 'duplicate', message: 1, at_step: 3 },
      { do: 'delay', message: 1, ms: 2.5, at_step: 3 },
    ]
    expect(read(chordDocument(actions)).actions).toEqual(actions)
    const known = new Set(actions.map((action) => action.do))
    const named = refusal(withAction({ do: 'nothing' }))[0] ?? ''
    expect(
      [...named.matchAll(/"(\w+)"/g)].map(([, verb]) => verb).filter((verb) => !known.has(verb as string)),
    ).toEqual(['nothing'])
  })

  test.each([
    12,
    0,
    { kind: 'uniform', min: 5, max: 20 },
    { kind: 'uniform', min: 5, max: 5 },
    { kind: 'exponential', mean: 10 },
    { kind: 'pareto', xm: 0.2, alpha: 10 },
    {
      kind: 'mixture',
      parts: [
        { weight: 0.9, kind: 'pareto', xm: 0.2, alpha: 10 },
        { weight: 0.1, kind: 'exponential', mean: 5 },
      ],
    },
  ])('latency_ms %j', (latency_ms) => {
    expect(read(chordDocument([], { network: { latency_ms } })).network.latency_ms).toEqual(latency_ms)
  })

  test('"$schema" is kept, and a byte order mark is not minded', () => {
    const document = { $schema: '../scenario.schema.json', ...chordDocument([]) }
    expect(refusal(`\uFEFF${JSON.stringify(document)}`)).toEqual([])
    expect(read(document)).toHaveProperty('$schema', '../scenario.schema.json')
  })
})

describe('what is wrong is said, with the path of the field (SCENARIOS: all faults at once)', () => {
  test('six mistakes in six places give six lines', () => {
    expect(
      refusal({
        ...chordDocument([{ do: 'join', node: 4, via: 15 }, { do: 'lookup', form: 4, from: 8, key: 1 }, {}]),
        until_ms: -1,
        network: { loss: 2 },
        speed: 'fast',
      }).sort(),
    ).toEqual([
      'actions[0].node: expected a node that is not in the ring yet, got 4',
      'actions[1].form: is not a field that is known here',
      expect.stringMatching(/^actions\[2\]\.do: expected one of "join", .*, got nothing$/),
      'network.loss: expected a number 0..1, got 2',
      'speed: is not a field that is known here',
      'until_ms: expected a number 0..1000000000, got -1',
    ])
  })

  test('an impossible identifier: actions[3].node: expected an identifier 0..63, got 99', () => {
    expect(refusal(withAction({ do: 'join', node: 99, via: 15 }))).toEqual([
      'actions[3].node: expected an identifier 0..63, got 99',
    ])
  })

  const cases: readonly [what: string, document: unknown, lines: readonly string[]][] = [
    ['an unknown field', { ...chordDocument([]), sed: 1 }, ['sed: is not a field that is known here']],
    [
      'several unknown fields in one object',
      withAction({ do: 'heal', x: 1, y: 2, z: 3 }),
      ['x', 'y', 'z'].map((name) => `actions[3].${name}: is not a field that is known here`),
    ],
    ['a wrong type', { ...chordDocument([]), title: 5 }, ['title: expected text, got 5']],
    ['a list for an object', { ...chordDocument([]), network: [] }, ['network: expected an object, got []']],
    ['an object for a list', { ...chordDocument([]), actions: {} }, ['actions: expected a list, got {}']],
    [
      'missing fields',
      { schema: 'clusterscope/1', lab: 'chord' },
      [
        'title: expected text, got nothing',
        'config: expected an object, got nothing',
        'actions: expected a list, got nothing',
      ],
    ],
    [
      'a missing field of an action',
      withAction({ do: 'join', node: 50 }),
      ['actions[3].via: expected an identifier 0..4294967295, got nothing'],
    ],
    ['an action that is no object', withAction(null), ['actions[3]: expected an object, got null']],
    [
      'a field that is null',
      { ...chordDocument([]), until_ms: null },
      ['until_ms: expected a number 0..1000000000, got null'],
    ],
    [
      'an identifier that is no integer',
      withAction({ do: 'create', node: 1.5 }),
      ['actions[3].node: expected an identifier 0..4294967295, got 1.5'],
    ],
    [
      'a text for a number',
      withAction({ do: 'create', node: '50' }),
      ['actions[3].node: expected an identifier 0..4294967295, got "50"'],
    ],
    [
      'neither a node nor "all"',
      withAction({ do: 'stabilize', node: 'everyone' }),
      ['actions[3].node: expected an identifier, or "all", got "everyone"'],
    ],
    ['too many bits', withConfig({ bits: 33 }), ['config.bits: expected an integer 3..32, got 33']],
    [
      'a key that does not fit',
      withAction({ do: 'get', from: 8, key: 64 }),
      ['actions[3].key: expected an identifier 0..63, got 64'],
    ],
    [
      'nodes that do not fit, or come twice',
      withConfig({ nodes: [4, 99, 4, 8] }),
      [
        'config.nodes[1]: expected an identifier 0..63, got 99',
        'config.nodes[2]: expected each identifier once, got 4',
      ],
    ],
    [
      'nodes that are no identifiers',
      withConfig({ nodes: [4, 'x', -1] }),
      [
        'config.nodes[1]: expected an identifier 0..4294967295, got "x"',
        'config.nodes[2]: expected an identifier 0..4294967295, got -1',
      ],
    ],
    [
      'more nodes than identifiers',
      withConfig({ nodes: { count: 65 } }),
      ['config.nodes.count: expected at most 64, the size of the ring, got 65'],
    ],
    [
      'nodes of no known shape',
      withConfig({ nodes: 'many' }),
      ['config.nodes: expected a list of identifiers, or {"count", "placement"}, got "many"'],
    ],
    [
      'an unknown placement',
      withConfig({ nodes: { count: 3, placement: 'odd' } }),
      ['config.nodes.placement: expected one of "hash", "even", "random", got "odd"'],
    ],
    [
      'keys that do not fit',
      withConfig({ keys: { 14: 'V14', 64: 'V64' } }),
      ['config.keys.64: expected an identifier 0..63, got 64'],
    ],
    [
      'keys that are no numbers',
      withConfig({ keys: { K14: 'V14' } }),
      ['config.keys.K14: expected a key: an integer written as text, got "K14"'],
    ],
    ['a value that is no text', withConfig({ keys: { 14: 5 } }), ['config.keys.14: expected text, got 5']],
    [
      'keys in a list',
      withConfig({ keys: ['V0'] }),
      ['config.keys: expected keys with their values, or {"count"}, got ["V0"]'],
    ],
    [
      'more keys than identifiers',
      withConfig({ keys: { count: 65 } }),
      ['config.keys.count: expected at most 64, the size of the ring, got 65'],
    ],
    [
      'a variant that is not there yet',
      withConfig({ variant: 'sigcomm' }),
      ['config.variant: expected one of "lecture", "paper", "corrected", got "sigcomm"'],
    ],
    [
      'a delay of no known kind',
      { ...chordDocument([]), network: { latency_ms: { kind: 'normal', mean: 3 } } },
      [
        'network.latency_ms.kind: expected one of "uniform", "exponential", "pareto", "mixture", got "normal"',
      ],
    ],
    [
      'one wrong parameter of a delay gives one line',
      { ...chordDocument([]), network: { latency_ms: { kind: 'uniform', min: 'a', max: 3 } } },
      ['network.latency_ms.min: expected a number 0..1000000000, got "a"'],
    ],
    [
      'a range the wrong way round',
      { ...chordDocument([]), network: { latency_ms: { kind: 'uniform', min: 9, max: 3 } } },
      ['network.latency_ms: expected min to be at most max, got {"kind":"uniform","min":9,"max":3}'],
    ],
    [
      'a mixture of nothing',
      { ...chordDocument([]), network: { latency_ms: { kind: 'mixture', parts: [] } } },
      ['network.latency_ms.parts: expected at least one part, got []'],
    ],
    [
      'a negative delay',
      { ...chordDocument([]), network: { latency_ms: -1 } },
      ['network.latency_ms: expected a number 0..10000000, got -1'],
    ],
    [
      'an unknown property, and a wrong outcome',
      {
        ...chordDocument([]),
        expect: [
          { property: 'toString', outcome: 'holds' },
          { property: 'Ideal', outcome: 'maybe' },
        ],
      },
      [
        'expect[1].outcome: expected one of "holds", "violated", got "maybe"',
        expect.stringMatching(
          /^expect\[0\]\.property: expected one of AtLeastOneRing, .*, Ideal, got "toString"$/,
        ),
      ],
    ],
    [
      'a time before that of an action before',
      chordDocument([{ do: 'heal', at_ms: 5 }, { do: 'heal' }, { do: 'heal', at_ms: 3 }]),
      ['actions[2].at_ms: expected at least 5, the time of an action before, got 3'],
    ],
    [
      'a time and a step at once',
      withAction({ do: 'heal', at_ms: 5, at_step: 3 }),
      ['actions[3].at_ms: expected no time beside at_step, got 5'],
    ],
    [
      'a long mark',
      withAction({ do: 'heal', mark: 'x'.repeat(61) }),
      [`actions[3].mark: expected at most 60 characters, got "${'x'.repeat(56)}…`],
    ],
    [
      'a newer version',
      { ...chordDocument([]), schema: 'clusterscope/2', new: 1 },
      ['schema: "clusterscope/2" is from a newer version; this one reads "clusterscope/1"'],
    ],
    [
      'a version that never was',
      { ...chordDocument([]), schema: 'clusterscope/0' },
      ['schema: expected "clusterscope/1", got "clusterscope/0"'],
    ],
    ['no lab', { schema: 'clusterscope/1' }, [`lab: expected one of ${LABS}, got nothing`]],
    ['an unknown lab', { ...chordDocument([]), lab: 'raft' }, [`lab: expected one of ${LABS}, got "raft"`]],
  ]

  test.each(cases)('%s', (_, document, lines) => {
    expect(refusal(document)).toEqual(lines)
  })

  test('nothing of a refused document is loaded', () => {
    expect(parseScenario(JSON.stringify(withConfig({ bits: 99 })), formats)).not.toHaveProperty('scenario')
  })

  test('a document is not changed by reading it', () => {
    const document = chordDocument([{ do: 'heal' }])
    const before = JSON.stringify(document)
    read(document)
    refusal(document)
    expect(JSON.stringify(document)).toBe(before)
  })
})

describe('who is in the ring, followed from action to action', () => {
  const faultsOf = (...actions: Document[]) => refusal(chordDocument(actions))

  test('a member cannot join or be created again', () => {
    expect(faultsOf({ do: 'join', node: 4, via: 15 }, { do: 'create', node: 8 })).toEqual([
      'actions[0].node: expected a node that is not in the ring yet, got 4',
      'actions[1].node: expected a node that is not in the ring yet, got 8',
    ])
  })

  test('a join can be tried again, because its message may be lost', () => {
    expect(faultsOf({ do: 'join', node: 50, via: 15 }, { do: 'join', node: 50, via: 4 })).toEqual([])
  })

  test('who is asked must be there by then', () => {
    expect(
      faultsOf(
        { do: 'join', node: 50, via: 51 },
        { do: 'stabilize', node: 52 },
        { do: 'lookup', from: 53, key: 1 },
        { do: 'fail', node: 54 },
        { do: 'leave', node: 55 },
      ),
    ).toEqual([
      'actions[0].via: expected a node that is in the ring by then, got 51',
      'actions[1].node: expected a node that is in the ring by then, got 52',
      'actions[2].from: expected a node that is in the ring by then, got 53',
      'actions[3].node: expected a node that is in the ring by then, got 54',
      'actions[4].node: expected a node that is in the ring by then, got 55',
    ])
    expect(faultsOf({ do: 'join', node: 50, via: 15 }, { do: 'lookup', from: 50, key: 1 })).toEqual([])
  })

  test('who has failed can recover or join again, and nothing else', () => {
    const fail = { do: 'fail', node: 15 }
    expect(faultsOf(fail, { do: 'lookup', from: 15, key: 1 })).toHaveLength(1)
    expect(faultsOf(fail, { do: 'recover', node: 15 }, { do: 'lookup', from: 15, key: 1 })).toEqual([])
    expect(faultsOf(fail, { do: 'join', node: 15, via: 4 })).toEqual([])
  })

  test('only who has crashed can recover', () => {
    expect(faultsOf({ do: 'recover', node: 15 }, { do: 'recover', node: 50 })).toEqual([
      'actions[0].node: expected a node that has crashed, got 15',
      'actions[1].node: expected a node that has crashed, got 50',
    ])
  })

  test('who has left may join again, but not recover', () => {
    expect(faultsOf({ do: 'leave', node: 15 }, { do: 'join', node: 15, via: 4 })).toEqual([])
    expect(faultsOf({ do: 'leave', node: 15 }, { do: 'recover', node: 15 })).toEqual([
      'actions[1].node: expected a node that has crashed, got 15',
    ])
    expect(faultsOf({ do: 'leave', node: 'all' }, { do: 'lookup', from: 4, key: 1 })).toHaveLength(1)
  })

  test('a group names nodes of the ring’s size, each once', () => {
    expect(faultsOf({ do: 'partition', groups: [[4, 99], [8], [4]] })).toEqual([
      'actions[0].groups[0][1]: expected an identifier 0..63, got 99',
      'actions[0].groups[2][0]: expected each node in one group, got 4',
    ])
  })

  test('nothing is known of nodes that interventions bring or take, nor of those in faulty actions', () => {
    expect(
      faultsOf(
        { do: 'join', node: 50, via: 15, at_step: 3 },
        { do: 'fail', node: 4, at_step: 9 },
        { do: 'stabilize', node: 50 },
        { do: 'join', node: 4, via: 8 },
        { do: 'fail', node: 60, at_step: 2 },
      ),
    ).toEqual([])
    expect(faultsOf({ do: 'join', node: 50, via: 99 }, { do: 'stabilize', node: 50 })).toEqual([
      'actions[0].via: expected an identifier 0..63, got 99',
    ])
  })

  test('the members of a ring that is drawn from the seed are known too', () => {
    const drawn = (seed: number, from: number) =>
      chordDocument([{ do: 'lookup', from, key: 1 }], { seed, config: { nodes: { count: 8 } } })
    const everyId = Array.from({ length: 64 }, (_, id) => id)
    for (const seed of [1, 2]) {
      const members = everyId.filter((id) => refusal(drawn(seed, id)).length === 0)
      const ring = new Run(chord, read(chordDocument([], { seed, config: { nodes: { count: 8 } } })))
      expect(members).toEqual(ring.kernel.addresses)
    }
  })
})

describe('what is not JSON', () => {
  const cases: readonly [what: string, text: string, where: string][] = [
    ['nothing', '', 'it is empty'],
    ['spaces', ' \n\t', 'it is empty'],
    [
      'a field without quotes',
      '{\n  "a": 1,\n  b: 2\n}',
      'line 3, column 3: expected a field in quotes, got "b"',
    ],
    ['single quotes', "{'a': 1}", 'line 1, column 2: expected a field in quotes or "}", got "\'"'],
    ['a word that is none', '{"a": tru }', 'line 1, column 7: expected a value, got "tru"'],
    ['a comma too many', '{\n "a": [1,\n  2,\n ]\n}', 'line 4, column 2: expected a value, got "]"'],
    ['a comma at the end of an object', '{"a": 1,}', 'line 1, column 9: expected a field in quotes, got "}"'],
    ['a missing comma', '[1 2]', 'line 1, column 4: expected "," or "]", got "2"'],
    ['a missing colon', '{"a" 1}', 'line 1, column 6: expected ":", got "1"'],
    ['an end too early', '{"a": [1', 'line 1, column 9: expected "," or "]", the text ends'],
    ['a string without end', '{"a": "b}', 'line 1, column 10: expected the closing quote, the text ends'],
    ['a line break in a string', '{"a": "x\ny"}', 'line 1, column 9: expected the closing quote, got "\\n"'],
    [
      'an unknown escape',
      '["\\x41"]',
      'line 1, column 3: expected an escape such as \\n or \\\\, got "\\\\"',
    ],
    ['more after the end', '{"a": 1} {', 'line 1, column 10: expected the end, got "{"'],
    ['a number with a zero before it', '[01]', 'line 1, column 3: expected "," or "]", got "1"'],
    ['a comment', '{} // a ring', 'line 1, column 4: expected the end, got "/"'],
    ['wrong brackets', '[1}', 'line 1, column 3: expected "," or "]", got "}"'],
    [
      'deep nesting without end',
      '['.repeat(100_000),
      'line 1, column 100001: expected a value or "]", the text ends',
    ],
  ]

  test.each(cases)('%s', (_, text, where) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    expect(refusal(text)).toEqual([`this is not JSON: ${where}`])
  })

  test('JSON that is no scenario', () => {
    for (const text of ['null', '[1]', '"text"', '5', 'true']) {
      expect(refusal(text)).toEqual([
        `expected a scenario: an object with schema, lab, title, config and actions, got ${text}`,
      ])
    }
  })
})

describe('hostile documents', () => {
  test('a huge text is refused before it is parsed', () => {
    expect(refusal(' '.repeat(MAX_CHARACTERS + 1))).toEqual([
      'the scenario has 8.0 million characters; at most 8 million are read',
    ])
  })

  test('deep nesting does not exhaust the stack, wherever it stands', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const deepObjects = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`
    const around = (value: string) => JSON.stringify(chordDocument([{ do: 'HERE' }])).replace('"HERE"', value)
    const text = 'lists and objects are nested deeper than 100 levels'
    for (const document of [deep, deepObjects, around(deep), around(deepObjects)]) {
      expect(refusal(document)).toEqual([text])
    }
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype'])(
    '%s is no lab',
    (lab) => {
      expect(refusal({ ...chordDocument([]), lab })).toEqual([`lab: expected one of ${LABS}, got "${lab}"`])
    },
  )

  test.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'prototype'])(
    '%s is no field, neither of the document nor of an action, nor a key',
    (name) => {
      const asField = JSON.stringify({ ...chordDocument([]), HERE: { polluted: 1 } }).replace('HERE', name)
      expect(refusal(asField)).toEqual([`${name}: is not a field that is known here`])
      const inAction = JSON.stringify(withAction({ do: 'heal', HERE: 1 })).replace('HERE', name)
      expect(refusal(inAction)).toEqual([`actions[3].${name}: is not a field that is known here`])
      const asKey = JSON.stringify(withConfig({ keys: { HERE: 'V' } })).replace('HERE', name)
      expect(refusal(asKey)).toHaveLength(1)
      expect(refusal(asKey)[0]).toMatch(new RegExp(`^config\\.keys\\.${name}: `))
      expect({}).not.toHaveProperty('polluted')
    },
  )

  test.each(['__proto__', 'constructor', 'toString'])('%s is no action', (verb) => {
    expect(refusal(withAction({ do: verb }))[0]).toMatch(/^actions\[3\]\.do: expected one of /)
  })

  test('very many faults are all reported', () => {
    const nodes = Array.from({ length: 4_000 }, () => 99)
    expect(refusal(withConfig({ nodes })).length).toBeGreaterThanOrEqual(4_000)
    const actions = Array.from({ length: 10_000 }, () => ({ do: 'create', node: 99 }))
    expect(refusal(chordDocument(actions))).toHaveLength(10_000)
  })

  test('more time than exact virtual time holds is refused', () => {
    const actions = Array.from({ length: 101 }, () => ({ do: 'advance', seconds: 1e6 }))
    expect(refusal(chordDocument(actions))).toEqual([
      'actions: expected advances of at most 100000000 s together, got 101000000 s',
    ])
  })

  test('a ring whose pointers would fill the memory is refused, and maintenance without end', () => {
    const config = { bits: 32, nodes: { count: 1_000_000 }, successors: 20 }
    expect(refusal(withConfig(config))).toContain(
      'config.successors: expected at most 8 with so many nodes, got 20',
    )
    expect(
      refusal({
        ...chordDocument([{ do: 'maintain', rounds: 10_000 }]),
        config: { ...config, nodes: { count: 5_000 } },
      }),
    ).toEqual(['actions[0].rounds: expected at most 2000 with so many nodes, got 10000'])
  })

  test('too many actions are refused', () => {
    const actions = Array.from({ length: 10_001 }, () => ({ do: 'heal' }))
    expect(refusal(chordDocument(actions))[0]).toMatch(/^actions: expected at most 10000 actions, got \[/)
  })

  test('a value is shown in at most 60 characters', () => {
    expect(shown('x'.repeat(100))).toHaveLength(58)
    expect([shown(undefined), shown(null), shown('a'), shown([1, { a: 2 }])]).toEqual([
      'nothing',
      'null',
      '"a"',
      '[1,{"a":2}]',
    ])
  })
})

describe('writing', () => {
  test.each(publicNames)('%s: parse → serialize → parse is the identity', (name) => {
    const scenario = publicScenario(name)
    const again = parseScenario(serializeScenario(scenario), formats)
    expect(again).toEqual({ ok: true, scenario: documentOf(scenario) })
  })

  test('a scenario that is written ends with a line break, and can be checked as it is', () => {
    const scenario = publicScenario('chord-join-50')
    expect(serializeScenario(scenario).endsWith('}\n')).toBe(true)
    expect(checkScenario(scenario, formats)).toEqual({ ok: true, scenario })
  })

  test('faults become lines with their path, or alone', () => {
    expect(
      faultLines([
        { path: 'a.b', text: 'is wrong' },
        { path: '', text: 'all is wrong' },
      ]),
    ).toEqual(['a.b: is wrong', 'all is wrong'])
  })

  test('the properties that expect may name are those of the protocol', () => {
    for (const [lab, { properties }] of Object.entries(formats)) {
      expect(properties).toEqual(protocolOf(lab).suite.properties.map(({ name }) => name))
    }
  })
})
