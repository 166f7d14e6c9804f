import { change, node, type Role, say } from '../../../engine/kernel/role.ts'
import {
  type MesosCommand,
  type MesosContext,
  type MesosMessage,
  type MesosTimer,
  shortList,
} from '../messages.ts'
import { NOTHING } from '../resources.ts'
import type { MasterState } from '../state.ts'
import { registerAgent, removeAgent, reported, statusUpdate, watch } from './agents.ts'
import { allocate, filterEnds, scheduleAllocation, somethingChanged, withdraw } from './allocation.ts'
import { accept, decline, offerTimesOut, revived, suppressed } from './answers.ts'
import { activeAgents, isActive } from './book.ts'

/**
 * The Mesos master: it keeps the book of who has what, and offers what is free to the frameworks, one at a
 * time (CS162 slides 58 and 60; Hindman et al., NSDI 2011, section 3). What runs where, the frameworks decide.
 */
export const masterRole: Role<MasterState, MesosMessage, MesosTimer, MesosCommand> = {
  onCommand(m, command, ctx) {
    switch (command.do) {
      case 'start':
        ctx.setTimer({ kind: 'watch' }, m.report_us, 'background')
        ctx.explain?.({ says: say`${node(ctx.self)} waits for agents and frameworks`, routine: true })
        return
      case 'allocate':
        return allocate(m, ctx)
      case 'setWeight':
        return setWeight(m, command.role, command.weight, ctx)
      case 'removeAgent':
        return removeAgent(m, command.agent, ctx)
      case 'removeFramework':
        return removeFramework(m, command.framework, ctx)
    }
  },

  onMessage(m, message, from, ctx) {
    const sender = String(from)
    switch (message.kind) {
      case 'registerAgent':
        return registerAgent(m, sender, message, ctx)
      case 'report':
        return reported(m, sender, message, ctx)
      case 'statusUpdate':
        return statusUpdate(m, sender, message.session ?? 0, message.update, ctx)
      case 'acknowledge':
        ctx.send(message.agent, message)
        ctx.explain?.({ line: 'status.forward', sends: say`passes the acknowledgement on`, routine: true })
        return
      case 'registerFramework':
        return registerFramework(m, sender, message, ctx)
      case 'accept':
        return accept(m, sender, message, ctx)
      case 'decline':
        return decline(m, sender, message, ctx)
      case 'suppress':
        return suppressed(m, sender, ctx)
      case 'revive':
        return revived(m, sender, ctx)
    }
  },

  onTimer(m, timer, ctx) {
    switch (timer.kind) {
      case 'allocate':
        m.allocating = false
        return allocate(m, ctx)
      case 'watch':
        return watch(m, ctx)
      case 'offerTimeout':
        return offerTimesOut(m, timer.offer, ctx)
      case 'filterEnds':
        return filterEnds(m, timer.framework, timer.filter, ctx)
    }
  },

  /** The master is back with its book. Timers are set anew; filters, which were only a convenience, are gone. */
  onRecover(m, ctx) {
    ctx.setTimer({ kind: 'watch' }, m.report_us, 'background')
    for (const [, agent] of activeAgents(m)) agent.silent = 0
    for (const framework of Object.values(m.frameworks)) framework.filters = {}
    for (const offer of m.offers) {
      if (m.offerTimeout_us === null) continue
      offer.timer = ctx.setTimer({ kind: 'offerTimeout', offer: offer.id }, m.offerTimeout_us, 'background')
    }
    m.allocating = false
    somethingChanged(m, ctx)
  },
}

function registerFramework(
  m: MasterState,
  framework: string,
  message: Extract<MesosMessage, { kind: 'registerFramework' }>,
  ctx: MesosContext,
): void {
  const known = m.frameworks[framework]
  if (known?.state === 'removed') {
    ctx.send(framework, { kind: 'teardown' })
    ctx.explain?.({
      says: say`${node(ctx.self)} has removed ${node(framework)}`,
      sends: say`tells ${node(framework)} to stop`,
    })
    return
  }
  if (known === undefined) {
    const { group, weight, suppressed } = message
    m.frameworks[framework] = { group, weight, state: 'active', suppressed, allocated: NOTHING, filters: {} }
    if (!m.order.includes(framework)) m.order.push(framework)
  } else if (message.failover) {
    known.suppressed = message.suppressed
    known.filters = {}
    for (const offer of m.offers.filter((one) => one.framework === framework)) withdraw(m, offer, ctx)
  }
  const believed = m.frameworks[framework]?.suppressed === true
  ctx.send(framework, { kind: 'frameworkRegistered', suppressed: believed })
  ctx.explain?.({
    line: 'register.framework',
    value: framework,
    says:
      known === undefined
        ? say`${node(ctx.self)} adds the framework ${change(framework)}, which holds nothing yet`
        : say`${node(ctx.self)} has the scheduler of ${node(framework)} back`,
    sends: say`confirms the registration to ${node(framework)}`,
    ...(known !== undefined && !message.failover ? { routine: true as const } : {}),
  })
  if (known === undefined || message.failover) somethingChanged(m, ctx)
  else scheduleAllocation(m, ctx)
}

/** The operator ends a framework: its scheduler stops, its tasks are killed. */
function removeFramework(m: MasterState, framework: string, ctx: MesosContext): void {
  const entry = m.frameworks[framework]
  if (entry === undefined || !isActive(m, framework)) {
    ctx.explain?.({ says: say`${node(ctx.self)} has no framework ${framework}` })
    return
  }
  entry.state = 'removed'
  entry.filters = {}
  for (const offer of m.offers.filter((one) => one.framework === framework)) withdraw(m, offer, ctx)
  ctx.send(framework, { kind: 'teardown' })
  const hosts = activeAgents(m).filter(([, { executors }]) => executors.includes(framework))
  for (const [agent] of hosts) ctx.send(agent, { kind: 'shutdownFramework', framework })
  const agents = shortList(hosts.map(([agent]) => agent))
  ctx.explain?.({
    says: say`${node(ctx.self)} ${change(`removes ${framework}`)}`,
    sends:
      hosts.length === 0
        ? say`tells ${node(framework)} to stop`
        : say`tells ${node(framework)} to stop, and ${agents} to kill its tasks`,
    milestone: `${framework} removed`,
  })
  somethingChanged(m, ctx)
}

function setWeight(m: MasterState, role: string, weight: number, ctx: MesosContext): void {
  const members = Object.values(m.frameworks).filter(({ group }) => group === role)
  for (const entry of members) entry.weight = weight
  ctx.explain?.({
    says: say`${node(ctx.self)} gives ${members.length} frameworks of the role ${role} ${change(`the weight ${weight}`)}`,
  })
  somethingChanged(m, ctx)
}
