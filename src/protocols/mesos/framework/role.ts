import { change, node, type Role, say } from '../../../engine/kernel/role.ts'
import { fromSeconds } from '../../../engine/kernel/time.ts'
import {
  type MesosCommand,
  type MesosContext,
  type MesosMessage,
  type MesosTimer,
  shortList,
} from '../messages.ts'
import { newTask, type TaskSpec } from '../specs.ts'
import { type FrameworkState, MASTER, MAX_TRIES, type Task } from '../state.ts'
import { answerByHand, declineByHand } from './byHand.ts'
import { patienceEnds, resourceOffer } from './offers.ts'
import { askAgain, requeue, suppress, wantOffers } from './queue.ts'
import { updated } from './updates.ts'

const RETRY_us = fromSeconds(1)

/**
 * The scheduler of a framework: it answers the master's offers with tasks (CS162 slides 57 to 61). Mesos
 * leaves the decision what to run where to the frameworks: that is the second level of two.
 */
export const frameworkRole: Role<FrameworkState, MesosMessage, MesosTimer, MesosCommand> = {
  onCommand(f, command, ctx) {
    switch (command.do) {
      case 'start':
        return register(f, false, ctx)
      case 'submit':
        return submit(f, command.tasks, ctx)
      case 'accept':
        return answerByHand(f, command, ctx)
      case 'decline':
        return declineByHand(f, command, ctx)
      case 'revive':
        return askAgain(f, say`${node(ctx.self)} wants offers, whatever it declined before`, ctx)
      case 'suppress':
        suppress(f, ctx)
        ctx.explain?.({ says: say`${node(ctx.self)} wants no offers for now` })
    }
  },

  onMessage(f, message, _from, ctx) {
    switch (message.kind) {
      case 'frameworkRegistered':
        return registered(f, message.suppressed, ctx)
      case 'offer':
        return resourceOffer(f, message, ctx)
      case 'rescind':
        return rescinded(f, message.offer, ctx)
      case 'statusUpdate':
        return updated(f, message, ctx)
      case 'teardown':
        return teardown(f, ctx)
    }
  },

  onTimer(f, timer, ctx) {
    if (timer.kind === 'register') register(f, false, ctx)
    if (timer.kind === 'patience') patienceEnds(f, timer.tasks, ctx)
  },

  /** The scheduler is back. Its tasks went on meanwhile (Mesos keeps them for a failover); its offers are void. */
  onRecover(f, ctx) {
    f.offers = []
    f.registered = false
    f.tries = 0
    for (const task of Object.values(f.tasks)) if (task.patience === 'waiting') task.patience = 'unused'
    register(f, true, ctx)
  },
}

function register(f: FrameworkState, failover: boolean, ctx: MesosContext): void {
  f.tries++
  const { group, weight, suppressed } = f
  ctx.send(MASTER, { kind: 'registerFramework', group, weight, suppressed, failover })
  f.retry = f.tries < MAX_TRIES ? ctx.setTimer({ kind: 'register' }, RETRY_us, 'background') : null
  ctx.explain?.({
    line: 'register.framework',
    says: say`${node(ctx.self)} has ${tasksInWords(f.queue)} to run`,
    sends: say`registers with the master`,
    routine: true,
  })
}

function registered(f: FrameworkState, believedSuppressed: boolean, ctx: MesosContext): void {
  f.registered = true
  if (f.retry !== null) ctx.cancelTimer(f.retry)
  f.retry = null
  ctx.explain?.({ says: say`${node(ctx.self)} is registered with the master`, routine: true })
  // A revive or suppress may have been lost, or have come before the registration.
  if (believedSuppressed && !f.suppressed) ctx.send(MASTER, { kind: 'revive' })
  if (!believedSuppressed && f.suppressed) ctx.send(MASTER, { kind: 'suppress' })
}

function submit(f: FrameworkState, tasks: readonly TaskSpec[], ctx: MesosContext): void {
  const added = tasks.filter(({ name }) => f.tasks[name] === undefined)
  for (const task of added) {
    f.tasks[task.name] = newTask(task)
    f.queue.push(task.name)
  }
  const names = added.map(({ name }) => name)
  ctx.explain?.({
    line: 'submit.queue',
    value: shortList(names),
    says: say`${node(ctx.self)} gets ${change(names.length === 0 ? 'no new task' : shortList(names))} to run`,
  })
  if (names.length > 0) wantOffers(f, ctx)
}

/** The master takes an offer back. What was launched on it and not confirmed goes back to the queue. */
function rescinded(f: FrameworkState, offer: number, ctx: MesosContext): void {
  f.offers = f.offers.filter(({ id }) => id !== offer)
  const launched = Object.keys(f.tasks).filter((name) => {
    const task = f.tasks[name] as Task
    return task.state === 'staging' && task.offer === offer
  })
  const back = launched.reverse().filter((name) => requeue(f, name))
  ctx.explain?.({
    line: 'offer.rescinded',
    says:
      back.length === 0
        ? say`${node(ctx.self)} crosses the offer out`
        : say`${node(ctx.self)} crosses the offer out and ${change(`queues ${shortList(back)} again`)}`,
  })
  if (back.length > 0) wantOffers(f, ctx)
}

function teardown(f: FrameworkState, ctx: MesosContext): void {
  for (const task of Object.values(f.tasks)) {
    if (task.state === 'waiting' || task.state === 'staging' || task.state === 'running')
      task.state = 'killed'
  }
  f.queue = []
  f.offers = []
  ctx.explain?.({ says: say`${node(ctx.self)} is removed from the cluster and stops` })
  ctx.stop()
}

function tasksInWords(queue: readonly string[]): string {
  return queue.length === 0 ? 'nothing' : queue.length === 1 ? (queue[0] as string) : `${queue.length} tasks`
}
