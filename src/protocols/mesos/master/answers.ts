import { change, node, say } from '../../../engine/kernel/role.ts'
import { besideLine, type Launch, type MesosContext, type MesosMessage, shortList } from '../messages.ts'
import { amounts, fits, minus, sum, usable, words } from '../resources.ts'
import { type AgentEntry, type MasterState, MEMORY, type OpenOffer, type Part, remember } from '../state.ts'
import { addFilter, closeOffer, scheduleAllocation, somethingChanged, withdraw } from './allocation.ts'
import { book, isActive, takeBack } from './book.ts'

type Answer<K extends 'accept' | 'decline'> = Extract<MesosMessage, { kind: K }>

/** `master.accept(f, tasks)`: the tasks get what they need; the rest is declined (NSDI 2011, section 3.1). */
export function accept(m: MasterState, framework: string, answer: Answer<'accept'>, ctx: MesosContext): void {
  const open = openOffers(m, framework, answer.offers)
  if (open.length === 0) return tooLate(m, framework, answer, ctx)
  const pool = poolOf(open)
  const launched = answer.launches.filter((launch) => launchOn(m, pool, launch, ctx))
  const rest = [...pool.values()].filter((part) => part.cpus > 0 || part.mem_gb > 0)
  for (const part of rest) takeBack(m, part)
  for (const offer of open) {
    closeOffer(m, offer, launched.length > 0 ? 'accepted' : 'declined', ctx)
    remember(m.accepted, offer.id, MEMORY)
  }
  addFilter(m, framework, rest.filter(usable), answer.refuse_us, ctx)
  m.fruitless = launched.length > 0 ? 0 : m.fruitless + 1
  ctx.explain?.({ line: 'accept.book', value: words(sum(launched)) })
  ctx.explain?.({
    line: 'accept.run',
    value: besideLine(launched),
    says:
      launched.length === 0
        ? say`${node(ctx.self)} gets the offer back from ${node(framework)}`
        : say`${node(ctx.self)} allocates ${change(words(sum(launched)))} to ${node(framework)}${rest.length === 0 ? '' : ` and takes ${words(sum(rest))} back`}`,
    ...(launched.length > 0
      ? {
          sends: say`sends ${shortList(launched.map(({ task, agent }) => `${task} to ${agent}`))}`,
        }
      : {}),
  })
  refuseLaunches(
    m,
    answer.launches.filter((launch) => !launched.includes(launch)),
    ctx,
  )
  scheduleAllocation(m, ctx)
}

function openOffers(m: MasterState, framework: string, ids: readonly number[]): OpenOffer[] {
  return m.offers.filter((offer) => offer.framework === framework && ids.includes(offer.id))
}

/** What the offers hold together, by agent. */
function poolOf(offers: readonly OpenOffer[]): Map<string, Part> {
  const pool = new Map<string, Part>()
  for (const { agent, ...part } of offers.flatMap(({ parts }) => parts)) {
    const before = pool.get(agent)
    pool.set(agent, { agent, ...sum(before === undefined ? [part] : [before, part]) })
  }
  return pool
}

/** Books a task and sends it to its agent; false when the offers do not hold what it takes. */
function launchOn(m: MasterState, pool: Map<string, Part>, launch: Launch, ctx: MesosContext): boolean {
  const part = pool.get(launch.agent)
  if (part === undefined || !fits(launch, part)) return false
  pool.set(launch.agent, { agent: launch.agent, ...minus(part, launch) })
  const { framework, task, job, attempt, duration_us } = launch
  book(m, launch.agent, {
    framework,
    task,
    job,
    attempt,
    ...amounts(launch),
    duration_us,
    state: 'staging',
    missing: 0,
  })
  const { session } = m.agents[launch.agent] as AgentEntry
  ctx.send(launch.agent, { kind: 'runTask', session, launch })
  return true
}

/** The offer was taken back before the answer came: its tasks do not run. A second copy changes nothing. */
function tooLate(
  m: MasterState,
  framework: string,
  { offers, launches }: Answer<'accept'>,
  ctx: MesosContext,
): void {
  if (!isActive(m, framework) || offers.every((id) => m.accepted.includes(id))) {
    ctx.explain?.({
      says: say`${node(ctx.self)} has dealt with this answer of ${node(framework)}`,
      routine: true,
    })
    return
  }
  ctx.explain?.({
    line: 'accept.book',
    value: 'no such offer',
    outcome: false,
    says: say`${node(ctx.self)} has taken that offer back before ${node(framework)} answered`,
  })
  refuseLaunches(m, launches, ctx)
}

/** Launches that cannot be made are lost tasks for their framework. */
function refuseLaunches(m: MasterState, launches: readonly Launch[], ctx: MesosContext): void {
  for (const { framework, task, attempt, agent } of launches) {
    const update = { framework, task, attempt, state: 'lost' } as const
    ctx.send(framework, { kind: 'statusUpdate', session: null, agent, update })
  }
  const [first] = launches
  if (first === undefined || !isActive(m, first.framework)) return
  ctx.explain?.({
    sends: say`tells ${node(first.framework)} that ${shortList(launches.map(({ task }) => task))} cannot run`,
  })
}

/** `master.decline(f, offer)`: the resources are free for others; the framework does not get them for a while. */
export function decline(
  m: MasterState,
  framework: string,
  answer: Answer<'decline'>,
  ctx: MesosContext,
): void {
  const refused: Part[] = []
  for (const offer of openOffers(m, framework, answer.offers)) {
    const isRefused = ({ agent }: Part) => answer.agents === null || answer.agents.includes(agent)
    refused.push(...offer.parts.filter(isRefused))
    offer.parts = offer.parts.filter((part) => !isRefused(part))
    if (offer.parts.length === 0) closeOffer(m, offer, 'declined', ctx)
  }
  if (refused.length === 0) {
    ctx.explain?.({ says: say`${node(ctx.self)} has taken that offer back already`, routine: true })
    return
  }
  for (const part of refused) takeBack(m, part)
  addFilter(
    m,
    framework,
    refused.map((part) => ({ ...part })),
    answer.refuse_us,
    ctx,
  )
  m.fruitless++
  const where = shortList(refused.map(({ agent }) => agent))
  ctx.explain?.({ line: 'decline.back', value: words(sum(refused)) })
  ctx.explain?.({
    line: 'decline.filter',
    value: answer.refuse_us === 0 ? 'none' : `${answer.refuse_us / 1e6} s`,
    says:
      answer.refuse_us === 0
        ? say`${node(ctx.self)} takes ${where} ${change('back')} from ${node(framework)}`
        : say`${node(ctx.self)} takes ${where} ${change('back')} and does not offer that to ${node(framework)} for ${answer.refuse_us / 1e6} s`,
  })
  scheduleAllocation(m, ctx)
}

/** The framework has not answered in time (NSDI 2011, section 3.2.3: Mesos rescinds the offer). */
export function offerTimesOut(m: MasterState, id: number, ctx: MesosContext): void {
  const offer = m.offers.find((one) => one.id === id)
  if (offer === undefined) return
  const { framework } = offer
  withdraw(m, offer, ctx)
  m.fruitless++
  ctx.send(framework, { kind: 'rescind', offer: id })
  ctx.explain?.({
    line: 'rescind.back',
    value: framework,
    says: say`${node(ctx.self)} has no answer from ${node(framework)} and ${change('takes the offer back')}`,
    sends: say`tells ${node(framework)} so`,
    milestone: `offer to ${framework} rescinded`,
  })
  scheduleAllocation(m, ctx)
}

export function suppressed(m: MasterState, framework: string, ctx: MesosContext): void {
  const entry = m.frameworks[framework]
  if (entry?.state === 'active') entry.suppressed = true
  ctx.explain?.({
    line: 'suppress.note',
    value: framework,
    says: say`${node(ctx.self)} makes no offers to ${node(framework)} ${change('for now')}`,
    routine: true,
  })
}

/** The framework wants offers again: what it declined before is forgotten. */
export function revived(m: MasterState, framework: string, ctx: MesosContext): void {
  const entry = m.frameworks[framework]
  if (entry?.state !== 'active') return
  entry.suppressed = false
  entry.filters = {}
  ctx.explain?.({
    line: 'revive.note',
    value: framework,
    says: say`${node(ctx.self)} may offer ${node(framework)} ${change('everything')} again`,
  })
  somethingChanged(m, ctx)
}
