import { change, node, type Sentence, say } from '../../../engine/kernel/role.ts'
import { besideLine, type Launch, type MesosContext, shortList } from '../messages.ts'
import { amounts } from '../resources.ts'
import { type FrameworkState, MASTER, MAX_ATTEMPTS, type Task } from '../state.ts'

/** Marks a waiting task as launched and says how it is to run. */
export function launch(
  f: FrameworkState,
  name: string,
  agent: string,
  offer: number,
  ctx: MesosContext,
): Launch {
  const task = f.tasks[name] as Task
  task.state = 'staging'
  task.agent = agent
  task.offer = offer
  task.attempt++
  f.queue = f.queue.filter((one) => one !== name)
  const { job, attempt, duration_us } = task
  return { framework: String(ctx.self), task: name, job, attempt, agent, ...amounts(task), duration_us }
}

/** `isLast`: it says next that it wants no more offers. */
export function explainLaunches(
  launches: readonly { readonly task: string; readonly agent: string }[],
  isLast: boolean,
  ctx: MesosContext,
): void {
  const list = shortList(launches.map(({ task, agent }) => `${task} on ${agent}`))
  const value = besideLine(launches)
  ctx.explain?.({ line: 'offer.pick', value })
  ctx.explain?.({
    line: 'offer.reply',
    value,
    says: say`${node(ctx.self)} picks ${change(list)}`,
    sends: say`accepts with ${launches.length === 1 ? 'it' : 'them'}${isLast ? ',' : ' and'} declines the rest`,
    milestone: `${ctx.self} accepts`,
  })
}

/** Puts a task that did not get to its end back at the head of the queue; false when it has failed too often. */
export function requeue(f: FrameworkState, name: string): boolean {
  const task = f.tasks[name] as Task
  task.state = task.attempt < MAX_ATTEMPTS ? 'waiting' : 'failed'
  if (task.state === 'waiting') f.queue.unshift(name)
  return task.state === 'waiting'
}

/** A framework without tasks that wait asks for no more offers, so that others get them at once. */
export function suppress(f: FrameworkState, ctx: MesosContext): void {
  if (f.suppressed) return
  f.suppressed = true
  ctx.send(MASTER, { kind: 'suppress' })
  ctx.explain?.({ line: 'offer.suppress', sends: say`wants no more offers` })
}

/** Asks for offers again, when something waits for them. */
export function wantOffers(f: FrameworkState, ctx: MesosContext): void {
  if (!f.suppressed) return
  f.suppressed = false
  ctx.send(MASTER, { kind: 'revive' })
  ctx.explain?.({ line: 'submit.revive', sends: say`asks the master for offers again` })
}

/** Asks for offers again, and says why. The master forgets what the framework declined. */
export function askAgain(f: FrameworkState, says: Sentence, ctx: MesosContext): void {
  f.suppressed = false
  ctx.send(MASTER, { kind: 'revive' })
  ctx.explain?.({ line: 'submit.revive', says, sends: say`asks the master for offers again` })
}
