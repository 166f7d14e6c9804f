import { change, node, say } from '../../../engine/kernel/role.ts'
import { type AllocationModule, allocators, type Standing, standings } from '../allocator.ts'
import { agentList, type MesosContext, shortList } from '../messages.ts'
import { amounts, sum, words } from '../resources.ts'
import {
  type FrameworkEntry,
  LEDGER_LENGTH,
  type MasterState,
  type OpenOffer,
  type Part,
  type PassedOver,
  remember,
} from '../state.ts'
import { candidates, clusterTotal, offerable, offerPart, takeBack } from './book.ts'

/**
 * `master.allocate()`: the allocation module says who is next, and the master offers it everything that is
 * free (CS162 slide 60). Whoever declined that for now is passed over, and the next in turn gets it.
 */
export function allocate(m: MasterState, ctx: MesosContext): void {
  const turn = turnOf(m)
  const passed: PassedOver[] = []
  let made = 0
  for (const { framework } of turn) {
    const suppressed = m.frameworks[framework]?.suppressed === true
    const parts = suppressed ? [] : offerable(m, framework)
    if (parts.length === 0) {
      if (made === 0) passed.push({ framework, because: suppressed ? 'suppressed' : 'filtered' })
      continue
    }
    made++
    makeOffer(m, framework, parts, turn, made === 1 ? passed : undefined, ctx)
  }
  if (made === 0) {
    ctx.explain?.({
      line: 'allocate.offer',
      value: 'nothing',
      says: say`${node(ctx.self)} has nothing to offer`,
      routine: true,
    })
  }
  scheduleAllocation(m, ctx)
}

/** All frameworks in the order of the allocation module, those that want no offers included. */
export function turnOf(m: MasterState): Standing[] {
  const active = Object.entries(m.frameworks).filter(([, { state }]) => state === 'active')
  const claims = active.map(([framework, { weight, allocated }]) => ({
    framework,
    weight,
    allocated: amounts(allocated),
    rank: m.order.indexOf(framework),
  }))
  return standings(m.allocator, claims, clusterTotal(m))
}

/** @param passed who came before in turn and gets nothing; undefined: the offer is not the first of its round. */
function makeOffer(
  m: MasterState,
  framework: string,
  parts: readonly Part[],
  turn: readonly Standing[],
  passed: readonly PassedOver[] | undefined,
  ctx: MesosContext,
): void {
  const id = m.nextId++
  for (const part of parts) offerPart(m, part)
  const resources = Object.fromEntries(parts.map(({ agent, ...part }) => [agent, amounts(part)]))
  const operation = ctx.begin({ of: 'offer', offer: id, framework, resources })
  const timer =
    m.offerTimeout_us === null
      ? null
      : ctx.setTimer({ kind: 'offerTimeout', offer: id }, m.offerTimeout_us, 'background')
  m.offers.push({ id, framework, operation, parts: parts.map((part) => ({ ...part })), timer })
  remember(
    m.ledger,
    {
      offer: id,
      picked: framework,
      parts: parts.map((part) => ({ ...part })),
      standings: turn.map((one) => ({ ...one })),
      passed: (passed ?? []).map((one) => ({ ...one })),
    },
    LEDGER_LENGTH,
  )
  ctx.send(framework, { kind: 'offer', offer: id, parts: parts.map((part) => ({ ...part })) })
  explainOffer(m, framework, parts, turn, passed, ctx)
}

function explainOffer(
  m: MasterState,
  framework: string,
  parts: readonly Part[],
  turn: readonly Standing[],
  passed: readonly PassedOver[] | undefined,
  ctx: MesosContext,
): void {
  if (ctx.explain === undefined) return
  const module = allocators[m.allocator]
  const place = turn.findIndex((one) => one.framework === framework)
  const standing = turn[place] as Standing
  const all = words(sum(parts))
  if (passed !== undefined) {
    ctx.explain({ line: 'allocate.pick', value: `${framework}, ${module.words(standing)}` })
    ctx.explain({
      line: 'allocate.offer',
      value: all,
      says: say`${node(ctx.self)} picks ${node(framework)}${passed.length > 0 ? whyOthersNot(passed) : whyNext(module, standing, turn[place + 1])}`,
    })
  }
  ctx.explain({
    line: 'allocate.send',
    value: `to ${framework}`,
    sends: say`offers ${node(framework)} ${change(all)} on ${agentList(parts)}`,
    milestone: `offer to ${framework}`,
  })
}

/** Why this framework and not the next one: ", which has the smallest dominant share, 0% against 20% of Hadoop". */
function whyNext(module: AllocationModule, picked: Standing, next: Standing | undefined): string {
  if (next === undefined) return `, which has ${module.criterion}, ${module.words(picked)}`
  return picked.figure === next.figure
    ? `, which came before ${next.framework}: both have ${module.words(picked)}`
    : `, which has ${module.criterion}, ${module.words(picked)} against ${module.words(next)} of ${next.framework}`
}

/** Why those before it in turn get nothing: ", because MPI wants no offers". */
function whyOthersNot(passed: readonly PassedOver[]): string {
  const of = (because: PassedOver['because']) =>
    passed.filter((one) => one.because === because).map(({ framework }) => framework)
  const [silent, sated] = [of('suppressed'), of('filtered')]
  const wants = silent.length === 1 ? 'wants no offers' : 'want no offers'
  const has = sated.length === 1 ? 'has declined what is free' : 'have declined what is free'
  const reasons = [
    silent.length > 0 && `${shortList(silent)} ${wants}`,
    sated.length > 0 && `${shortList(sated)} ${has}`,
  ].filter((reason) => reason !== false)
  return `, because ${reasons.join(' and ')}`
}

/**
 * Sets the timer of the next allocation when there is something to give and somebody to take it. After every
 * candidate has declined several times while nothing changed, the master waits for something to change.
 */
export function scheduleAllocation(m: MasterState, ctx: MesosContext): void {
  if (m.allocating || !isWorthAllocating(m)) return
  m.allocating = true
  ctx.setTimer({ kind: 'allocate' }, m.interval_us, 'background')
}

function isWorthAllocating(m: MasterState): boolean {
  const takers = candidates(m)
  return !isTired(m, takers.length) && takers.some((framework) => offerable(m, framework).length > 0)
}

/** Whether offers have come back unused so often that another one would, too. */
export function isTired(m: MasterState, takers: number): boolean {
  return m.fruitless >= 3 * takers
}

/** Resources or wishes have changed: offers may bear fruit again. */
export function somethingChanged(m: MasterState, ctx: MesosContext): void {
  m.fruitless = 0
  scheduleAllocation(m, ctx)
}

/** An offer is answered or void. Its resources have been dealt with. */
export function closeOffer(
  m: MasterState,
  offer: OpenOffer,
  outcome: 'accepted' | 'declined' | 'rescinded',
  ctx: MesosContext,
): void {
  if (offer.timer !== null) ctx.cancelTimer(offer.timer)
  ctx.reply(offer.operation, { outcome })
  m.offers = m.offers.filter(({ id }) => id !== offer.id)
}

/** The master takes an offer back, whatever the framework makes of it. */
export function withdraw(m: MasterState, offer: OpenOffer, ctx: MesosContext): void {
  for (const part of offer.parts) takeBack(m, part)
  closeOffer(m, offer, 'rescinded', ctx)
}

/** Does not offer these resources to the framework again for a while. */
export function addFilter(
  m: MasterState,
  framework: string,
  parts: readonly Part[],
  refuse_us: number,
  ctx: MesosContext,
): void {
  const entry = m.frameworks[framework] as FrameworkEntry
  if (refuse_us === 0 || parts.length === 0) return
  const id = m.nextId++
  for (const { agent, ...part } of parts) entry.filters[agent] = { id, ...amounts(part) }
  // At least until the next allocation has passed, so that another framework gets a turn (Mesos does the same).
  const lasts_us = Math.max(refuse_us, m.interval_us + 1)
  ctx.setTimer({ kind: 'filterEnds', framework, filter: id }, lasts_us, 'background')
}

export function filterEnds(m: MasterState, framework: string, filter: number, ctx: MesosContext): void {
  const filters = m.frameworks[framework]?.filters ?? {}
  const agents = Object.keys(filters).filter((agent) => filters[agent]?.id === filter)
  for (const agent of agents) delete filters[agent]
  const isIdle = agents.length === 0 || m.frameworks[framework]?.suppressed !== false
  ctx.explain?.({
    line: 'decline.filter',
    value: framework,
    says:
      agents.length === 0
        ? say`${node(ctx.self)} has no filter of ${node(framework)} left to end`
        : say`${node(ctx.self)} may offer ${agents.length === 1 ? (agents[0] as string) : `${agents.length} agents`} to ${node(framework)} again`,
    ...(isIdle ? { routine: true as const } : {}),
  })
  scheduleAllocation(m, ctx)
}
