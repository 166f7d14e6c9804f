import { RandomStream } from '../../src/engine/kernel/random.ts'
import { Run } from '../../src/engine/run/run.ts'
import type { Id } from '../../src/protocols/chord/identifiers.ts'
import type { ChordMessage, ChordState } from '../../src/protocols/chord/messages.ts'
import { chord } from '../../src/protocols/chord/protocol.ts'
import { successorsOf } from '../../src/protocols/chord/state.ts'
import { principals, type Survey, survey } from '../../src/protocols/chord/survey.ts'
import { chordScenario } from './scenarios.ts'

/** What must hold after every step: Zave's invariant, and the properties that follow from it. */
const ALWAYS = [
  'AtLeastOneRing',
  'AtMostOneRing',
  'OrderedRing',
  'ConnectedAppendages',
  'OneLiveSuccessor',
  'SufficientPrincipals',
]

export interface Walk {
  /** What broke, and where; undefined if nothing did. */
  readonly broken: string | undefined
  readonly joins: number
  readonly failures: number
}

/**
 * Runs the corrected protocol through random joins, failures and maintenance, some of it at the same time, for
 * `steps` steps. Failures keep within Zave's assumption.
 */
export function correctedWalk(seed: number, steps: number): Walk {
  const r = 2 + (seed % 2)
  const dice = new RandomStream(seed, 'workload')
  const nodes = [5, 9, 17, 30, 41, 55, 70, 90]
  const run = new Run(
    chord,
    chordScenario([], {
      seed,
      network: { latency_ms: { kind: 'uniform', min: 1, max: 20 } },
      config: { bits: 7, nodes, successors: r, variant: 'corrected' },
    }),
  )
  const { kernel } = run
  const pick = <T>(items: readonly T[]): T => items[dice.below(items.length)] as T
  const used = new Set<Id>(nodes)
  let joins = 0
  let failures = 0

  function act(view: Survey): void {
    const verb = dice.below(10)
    const { members } = view
    if (verb < 7) kernel.execute({ do: 'command', node: pick(members), command: { do: 'stabilize' } })
    else if (verb < 9 && members.length < 16) {
      const joining = dice.below(128)
      // A name is used again only when nothing in the ring remembers its node.
      if (used.has(joining) && isRemembered(joining, view, kernel.messagesInFlight() as ChordMessage[]))
        return
      if (kernel.status(joining) === 'up') return
      used.add(joining)
      joins++
      if (kernel.status(joining) === 'crashed') kernel.execute({ do: 'recover', node: joining })
      kernel.execute({ do: 'command', node: joining, command: { do: 'join', via: pick(members) } })
    } else {
      const failing = pick(members)
      if (mayFail(failing, view, kernel.messagesInFlight() as ChordMessage[], r)) {
        failures++
        kernel.execute({ do: 'crash', node: failing })
      }
    }
  }

  while (kernel.steps < steps) {
    if (kernel.pending === 0 || dice.below(4) === 0) act(survey(kernel))
    else kernel.step()
    const verdicts = chord.suite.check(kernel)
    const broken = chord.suite.properties.find(
      ({ name }, i) => ALWAYS.includes(name) && verdicts[i]?.holds === false,
    )
    if (broken !== undefined) {
      return {
        broken: `${broken.name} is broken after step ${kernel.steps} of seed ${seed}`,
        joins,
        failures,
      }
    }
  }
  return { broken: undefined, joins, failures }
}

/** Lists that are about to be adopted: whoever is to adopt one may depend on it already. */
function listsInFlight(messages: readonly ChordMessage[]): Id[][] {
  return messages.flatMap((message) => {
    if (message.kind === 'predecessor' || message.kind === 'successors')
      return [[...(message.successors ?? [])]]
    return message.kind === 'joined' ? [[message.successor, ...(message.backups ?? [])]] : []
  })
}

function isRemembered(id: Id, view: Survey, messages: readonly ChordMessage[]): boolean {
  const inLists = view.members.some((member) => {
    const state = view.states.get(member) as ChordState
    return state.predecessor === id || successorsOf(state).includes(id)
  })
  return inLists || messages.length > 0
}

/**
 * Zave's assumption about failures: each member keeps a live node in its list, also in one that is on its way to
 * it, and r + 1 principals are left.
 */
function mayFail(id: Id, view: Survey, messages: readonly ChordMessage[], r: number): boolean {
  const isLeft = (other: Id) => other !== id && view.members.includes(other)
  const lists = view.members
    .filter((member) => member !== id)
    .map((member) => successorsOf(view.states.get(member) as ChordState))
  // While a list is on its way, what its receiver will have depends on more than this one: nobody fails then.
  if (listsInFlight(messages).length > 0) return false
  if (!lists.every((list) => list.some(isLeft))) return false
  return principals(view).filter((one) => one !== id).length > r
}
