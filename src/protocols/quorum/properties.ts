import { holdsUnless, propertySuite } from '../../engine/explore/property.ts'
import type { Address } from '../../engine/kernel/role.ts'
import type { Operation, World } from '../../engine/kernel/world.ts'
import { type GetJudgement, type Judgement, newestPut, returnedOk, versionOf } from './judgement.ts'
import type { Asked, Name, QuorumState } from './messages.ts'
import { type Copy, compareVersions } from './versions.ts'

/** One key as it stands: its puts that returned ok, and the copies on its replicas. */
interface KeyState {
  readonly key: string
  /** The put with the newest version among those that returned ok. */
  readonly newestPut: Operation | undefined
  readonly copies: readonly { readonly name: Name; readonly up: boolean; readonly copy: Copy | undefined }[]
}

/** What the properties look at. */
interface Survey {
  readonly keys: readonly KeyState[]
  readonly gets: readonly { readonly client: Address; readonly judgement: GetJudgement }[]
}

function survey(world: World<QuorumState>): Survey {
  const gets: { client: Address; judgement: GetJudgement }[] = []
  const puts = new Map<string, Operation[]>()
  const placed = new Map<string, readonly Name[]>()
  for (const operation of world.operations) {
    const asked = operation.description as Asked
    placed.set(asked.key, asked.replicas)
    if (asked.do === 'get') {
      const judgement = (operation.judgement as Judgement | undefined)?.get
      if (judgement !== undefined) gets.push({ client: operation.node, judgement })
    } else if (returnedOk(operation)) {
      const known = puts.get(asked.key)
      if (known === undefined) puts.set(asked.key, [operation])
      else known.push(operation)
    }
  }
  // Each replica is looked up once, not once for every key.
  const looked = new Map<Name, { up: boolean; copies: Record<string, Copy> | undefined }>()
  const replicaOf = (name: Name) => {
    let replica = looked.get(name)
    if (replica === undefined) {
      const state = world.state(name)
      const copies = state?.role === 'replica' ? state.copies : undefined
      replica = { up: world.status(name) === 'up', copies }
      looked.set(name, replica)
    }
    return replica
  }
  const keys = [...placed].map(([key, replicas]) => ({
    key,
    newestPut: newestPut(puts.get(key) ?? []),
    copies: replicas.map((name) => {
      const { up, copies } = replicaOf(name)
      return { name, up, copy: copies?.[key] }
    }),
  }))
  return { keys, gets }
}

/**
 * Whether the newest put that returned ok is on W replicas, or superseded there. All puts of a run have the
 * same W and versions only grow, so the older puts are with it.
 */
function isOnWReplicas({ newestPut: put, copies }: KeyState): boolean {
  if (put === undefined) return true
  const { need } = put.description as Asked
  const version = versionOf(put)
  return (
    copies.filter(({ copy }) => copy !== undefined && compareVersions(copy.version, version) >= 0).length >=
    need
  )
}

/** Live replicas whose copy is not that of the newest one. */
function disagreeing({ copies }: KeyState): Name[] {
  const live = copies.filter(({ up }) => up)
  const best = live.reduce<Copy | undefined>(
    (newest, { copy }) =>
      copy !== undefined && (newest === undefined || compareVersions(copy.version, newest.version) > 0)
        ? copy
        : newest,
    undefined,
  )
  if (best === undefined) return []
  return live
    .filter(({ copy }) => copy === undefined || compareVersions(copy.version, best.version) !== 0)
    .map(({ name }) => name)
}

const clientsOfGets = (gets: Survey['gets'], fails: (judgement: GetJudgement) => boolean): Address[] => [
  ...new Set(gets.filter(({ judgement }) => fails(judgement)).map(({ client }) => client)),
]

/** What quorums promise, and what they do not. */
export const quorumProperties = propertySuite<QuorumState, Survey>(survey, [
  {
    name: 'EveryPutOnWReplicas',
    label: 'Puts on W replicas',
    meaning:
      'The value of each put that returned ok is on at least W replicas, or a newer one is (CS162 slide 3).',
    kind: 'always',
    check: ({ keys }) => holdsUnless(keys.filter((one) => !isOnWReplicas(one)).map(({ key }) => key)),
  },
  {
    name: 'SetsOverlap',
    label: 'Sets overlap',
    meaning:
      'Each get was answered by a replica that had acked the last put before it; W + R > N makes sure of it (CS162 slide 3).',
    kind: 'always',
    check: ({ gets }) => holdsUnless(clientsOfGets(gets, ({ overlaps }) => !overlaps)),
  },
  {
    name: 'FreshReads',
    label: 'Gets are fresh',
    meaning:
      'Each get returned the newest put that had returned ok before the get began, or a newer one (regular register, Lamport 1986).',
    kind: 'always',
    check: ({ gets }) => holdsUnless(clientsOfGets(gets, ({ fresh }) => !fresh)),
  },
  {
    name: 'NoInventedValues',
    label: 'No invented values',
    meaning: 'Each value that a get returned was put before.',
    kind: 'always',
    check: ({ gets }) => holdsUnless(clientsOfGets(gets, ({ known }) => !known)),
  },
  {
    name: 'ReplicasAgree',
    label: 'Replicas agree',
    meaning:
      'All live replicas of each key have the same version of it (Dynamo 2007, section 4: eventually).',
    kind: 'eventually',
    check: ({ keys }) => holdsUnless([...new Set(keys.flatMap(disagreeing))]),
  },
])
