import { change, node, say } from '../../../engine/kernel/role.ts'
import { type MesosContext, type MesosMessage, taskWords } from '../messages.ts'
import { type FrameworkState, MASTER, MAX_ATTEMPTS, type Task } from '../state.ts'
import { requeue, wantOffers } from './queue.ts'

type StatusUpdate = Extract<MesosMessage, { kind: 'statusUpdate' }>

/** `f.statusUpdate(task)`: what the framework learns of a task that it launched. */
export function updated(f: FrameworkState, message: StatusUpdate, ctx: MesosContext): void {
  const { update, agent, session } = message
  const task = f.tasks[update.task]
  const isNews = task !== undefined && task.attempt === update.attempt && changes(task, update.state)
  if (isNews) apply(f, task, update, ctx)
  else {
    ctx.explain?.({
      says: say`${node(ctx.self)} knows that ${update.task} on ${node(agent)} is ${update.state}`,
      routine: true,
    })
  }
  // Who ran the task repeats its end until it is acknowledged (Mesos: reliable status updates).
  if (update.state === 'running' || session === null) return
  ctx.send(MASTER, { kind: 'acknowledge', session, agent, update })
}

/** Whether the update says more than the framework knows. */
function changes(task: Task, state: StatusUpdate['update']['state']): boolean {
  if (state === 'running') return task.state === 'staging'
  if (state === 'finished') return task.state !== 'finished'
  return task.state === 'staging' || task.state === 'running'
}

function apply(f: FrameworkState, task: Task, update: StatusUpdate['update'], ctx: MesosContext): void {
  const name = update.task
  const where = node(task.agent as string)
  if (update.state === 'running') {
    task.state = 'running'
    ctx.explain?.({
      line: 'update.state',
      value: 'running',
      says: say`${node(ctx.self)} learns that ${change(`${name} runs`)} on ${where}`,
      routine: true,
    })
    return
  }
  if (update.state !== 'lost') {
    task.state = update.state
    f.queue = f.queue.filter((one) => one !== name)
    ctx.explain?.({
      line: 'update.state',
      value: update.state,
      says: say`${node(ctx.self)} learns that its ${taskWords({ task: name, job: task.job })} on ${where} is ${change(update.state)}`,
      sends: say`acknowledges the update to the master`,
    })
    return
  }
  if (!requeue(f, name)) {
    ctx.explain?.({
      line: 'update.requeue',
      says: say`${node(ctx.self)} gives ${change(name)} up after ${MAX_ATTEMPTS} attempts`,
    })
    return
  }
  ctx.explain?.({
    line: 'update.requeue',
    value: name,
    says: say`${node(ctx.self)} learns that ${name} is lost on ${where} and ${change('queues it again')}`,
    milestone: `${ctx.self} lost ${name}`,
  })
  wantOffers(f, ctx)
}
