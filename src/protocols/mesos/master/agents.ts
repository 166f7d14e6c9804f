import { change, node, say } from '../../../engine/kernel/role.ts'
import { type MesosContext, type MesosMessage, taskWords, type Update } from '../messages.ts'
import { amounts, NOTHING, words } from '../resources.ts'
import { type AgentEntry, type MasterState, sameAttempt } from '../state.ts'
import { somethingChanged, withdraw } from './allocation.ts'
import { isActive, unbook } from './book.ts'

type From<K extends MesosMessage['kind']> = Extract<MesosMessage, { kind: K }>

/** Reports that may be missing before an agent is given up. */
const MISSING_REPORTS = 3
/** Clusters larger than this join without a stop at every machine. */
const SMALL = 6

/** A machine joins, for the first time or after a crash. */
export function registerAgent(
  m: MasterState,
  agent: string,
  message: From<'registerAgent'>,
  ctx: MesosContext,
): void {
  const known = m.agents[agent]
  const { session, total } = message
  // A session that was given up stays so: what runs in it may still hold resources.
  const isStale =
    known !== undefined &&
    (session < known.session || (session === known.session && known.state !== 'active'))
  if (isStale || known?.state === 'removed') return turnAway(m, agent, session, ctx)
  ctx.send(agent, { kind: 'agentRegistered', session })
  if (known?.session === session) {
    ctx.explain?.({
      says: say`${node(ctx.self)} knows ${node(agent)} already`,
      sends: say`confirms the registration to ${node(agent)}`,
      routine: true,
    })
    return
  }
  if (known?.state === 'active') dropAgent(m, agent, 'lost', ctx)
  const operation = ctx.begin({ of: 'agent', agent, session, total: amounts(total) })
  m.agents[agent] = {
    total: amounts(total),
    rack: message.rack,
    session,
    state: 'active',
    allocated: NOTHING,
    offered: NOTHING,
    free: amounts(total),
    tasks: [],
    silent: 0,
    executors: [],
    operation,
  }
  const isLarge = Object.keys(m.agents).length > SMALL
  ctx.explain?.({
    line: 'register.agent',
    value: words(total),
    says: say`${node(ctx.self)} adds ${node(agent)} to its book, with ${change(words(total))} free`,
    sends: say`confirms the registration to ${node(agent)}`,
    ...(isLarge ? { routine: true as const } : {}),
  })
  somethingChanged(m, ctx)
}

/** Somebody who does not count any more: it is to join anew, or to stop when the operator removed it. */
function turnAway(m: MasterState, agent: string, session: number, ctx: MesosContext): void {
  const stop = m.agents[agent]?.state === 'removed'
  ctx.send(agent, { kind: 'shutdownAgent', session, stop })
  ctx.explain?.({
    says: say`${node(ctx.self)} has given ${node(agent)} up before`,
    sends: stop ? say`tells ${node(agent)} to stop` : say`tells ${node(agent)} to register again`,
  })
}

/** An agent's report (slide 60): it is alive, and this is what it runs. The master makes its book agree. */
export function reported(m: MasterState, agent: string, message: From<'report'>, ctx: MesosContext): void {
  const entry = m.agents[agent]
  if (entry === undefined) {
    ctx.send(agent, { kind: 'shutdownAgent', session: message.session, stop: false })
    ctx.explain?.({
      says: say`${node(ctx.self)} does not know ${node(agent)}`,
      sends: say`tells ${node(agent)} to register`,
    })
    return
  }
  if (message.session < entry.session) {
    ctx.explain?.({ says: say`${node(ctx.self)} has a newer session of ${node(agent)}`, routine: true })
    return
  }
  if (entry.state !== 'active') return turnAway(m, agent, message.session, ctx)
  if (entry.silent !== 0) entry.silent = 0
  for (const update of message.updates) statusUpdate(m, agent, message.session, update, ctx, true)
  const hasRepeated = repeatLaunches(entry, agent, message, ctx)
  const gone = new Set(
    message.tasks.filter(({ framework }) => !isActive(m, framework)).map(({ framework }) => framework),
  )
  for (const framework of gone) {
    ctx.send(agent, { kind: 'shutdownFramework', framework })
    ctx.explain?.({ sends: say`tells ${node(agent)} again to stop the executor of ${framework}` })
  }
  if (message.updates.length > 0 || hasRepeated || gone.size > 0) return
  ctx.explain?.({
    line: 'report.note',
    value: agent,
    says: say`${node(ctx.self)} hears that ${node(agent)} is alive`,
    routine: true,
  })
}

/** A launch that two reports in a row do not know is sent again: the message was lost. Whether there was one. */
function repeatLaunches(
  entry: AgentEntry,
  agent: string,
  message: From<'report'>,
  ctx: MesosContext,
): boolean {
  let hasRepeated = false
  for (const task of entry.tasks) {
    const isKnown = message.tasks.some((one) => sameAttempt(one, task))
    if (isKnown || task.state !== 'staging') continue
    task.missing++
    if (task.missing < 2) continue
    const { framework, task: name, job, attempt, duration_us } = task
    const launch = { framework, task: name, job, attempt, agent, ...amounts(task), duration_us }
    ctx.send(agent, { kind: 'runTask', session: entry.session, launch })
    hasRepeated = true
    ctx.explain?.({
      line: 'accept.run',
      sends: say`sends ${name} of ${node(framework)} to ${node(agent)} again`,
    })
  }
  return hasRepeated
}

/**
 * `master.statusUpdate(task)`: what a task that has ended held is free again. One that comes in a report is
 * a repetition: worth a stop, because the first one was lost or its acknowledgement was.
 */
export function statusUpdate(
  m: MasterState,
  agent: string,
  session: number,
  update: Update,
  ctx: MesosContext,
  isRepeated = false,
): void {
  const entry = m.agents[agent]
  if (entry?.state !== 'active' || entry.session !== session) {
    ctx.explain?.({ says: say`${node(ctx.self)} has given that session of ${node(agent)} up`, routine: true })
    return
  }
  const booked = entry.tasks.find((one) => sameAttempt(one, update))
  const { framework, task, state } = update
  // For a framework that is gone the master acknowledges by itself.
  const passesOn = isActive(m, framework)
    ? say`tells ${node(framework)} so`
    : say`acknowledges the update to ${node(agent)}`
  if (isActive(m, framework)) ctx.send(framework, { kind: 'statusUpdate', session, agent, update })
  else ctx.send(agent, { kind: 'acknowledge', session, agent, update })
  if (booked === undefined || state === 'running') {
    if (booked !== undefined && booked.state === 'staging') booked.state = 'running'
    ctx.explain?.({
      line: 'status.forward',
      value: `${task} ${state}`,
      says: say`${node(ctx.self)} hears that ${task} of ${node(framework)} is ${state} on ${node(agent)}`,
      sends: passesOn,
      ...(isRepeated ? {} : { routine: true as const }),
    })
    return
  }
  const name = taskWords(booked)
  unbook(m, agent, booked)
  ctx.explain?.({ line: 'status.ended', value: state, outcome: true })
  ctx.explain?.({
    line: 'status.free',
    value: words(booked),
    says: say`${node(ctx.self)} frees ${change(words(booked))} on ${node(agent)}: ${name} of ${node(framework)} is ${state}`,
    sends: passesOn,
  })
  somethingChanged(m, ctx)
}

/** The master looks who has not reported. */
export function watch(m: MasterState, ctx: MesosContext): void {
  ctx.setTimer({ kind: 'watch' }, m.report_us, 'background')
  const silent: string[] = []
  for (const name of Object.keys(m.agents)) {
    const entry = m.agents[name] as AgentEntry
    if (entry.state === 'removed') continue
    entry.silent++
    if (entry.state === 'active' && entry.silent > MISSING_REPORTS) silent.push(name)
  }
  if (silent.length === 0) {
    ctx.explain?.({ line: 'watch.if', says: say`${node(ctx.self)} hears from every agent`, routine: true })
    return
  }
  ctx.explain?.({ line: 'watch.if', value: silent.join(', '), outcome: true })
  for (const agent of silent) {
    ctx.explain?.({
      line: 'watch.drop',
      says: say`${node(ctx.self)} misses ${MISSING_REPORTS} reports of ${node(agent)} and ${change('gives it up')}`,
      milestone: `${agent} given up`,
    })
    dropAgent(m, agent, 'lost', ctx)
  }
}

/** Takes an agent out of the book: offers of it are void, its tasks are lost. */
export function dropAgent(m: MasterState, agent: string, state: 'lost' | 'removed', ctx: MesosContext): void {
  const entry = m.agents[agent] as AgentEntry
  for (const offer of m.offers.filter(({ parts }) => parts.some((part) => part.agent === agent))) {
    withdraw(m, offer, ctx)
    ctx.send(offer.framework, { kind: 'rescind', offer: offer.id })
    ctx.explain?.({ sends: say`rescinds its offer to ${node(offer.framework)}` })
  }
  const lost = [...entry.tasks]
  for (const booked of lost) {
    const { framework, task, attempt } = booked
    unbook(m, agent, booked)
    if (!isActive(m, framework)) continue
    const update = { framework, task, attempt, state: 'lost' } as const
    ctx.send(framework, { kind: 'statusUpdate', session: null, agent, update })
    ctx.explain?.({ sends: say`tells ${node(framework)} that ${task} is lost` })
  }
  ctx.reply(entry.operation, { state })
  entry.state = state
  entry.allocated = NOTHING
  entry.offered = NOTHING
  entry.free = NOTHING
  entry.executors = []
  somethingChanged(m, ctx)
}

/** The operator takes a machine out for good. */
export function removeAgent(m: MasterState, agent: string, ctx: MesosContext): void {
  const entry = m.agents[agent]
  if (entry === undefined || entry.state === 'removed') {
    ctx.explain?.({ says: say`${node(ctx.self)} has no agent ${agent}` })
    return
  }
  ctx.explain?.({
    says: say`${node(ctx.self)} takes ${node(agent)} ${change('out of the cluster')}`,
    sends: say`tells ${node(agent)} to stop`,
    milestone: `${agent} removed`,
  })
  ctx.send(agent, { kind: 'shutdownAgent', session: entry.session, stop: true })
  dropAgent(m, agent, 'removed', ctx)
}
