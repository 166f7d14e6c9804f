import { call, change, node, say } from '../../../engine/kernel/role.ts'
import { type ManualLaunch, type MesosCommand, type MesosContext, shortList } from '../messages.ts'
import { newTask } from '../specs.ts'
import { type FrameworkState, MASTER, type Part } from '../state.ts'
import { explainLaunches, launch } from './queue.ts'

/** The user takes the scheduler's place: tasks for the open offers; what is left is declined. */
export function answerByHand(
  f: FrameworkState,
  { launches, refuse_us }: Extract<MesosCommand, { do: 'accept' }>,
  ctx: MesosContext,
): void {
  if (f.offers.length === 0) return nothingToAnswer(ctx)
  const sent = launches.flatMap((one) =>
    takesOn(f, one) ? [launch(f, one.task, one.agent, offerOf(f, one.agent), ctx)] : [],
  )
  ctx.send(MASTER, {
    kind: 'accept',
    offers: f.offers.map(({ id }) => id),
    launches: sent,
    refuse_us: refuse_us ?? f.refuse_us,
  })
  f.offers = []
  if (sent.length > 0) return explainLaunches(sent, false, ctx)
  ctx.explain?.({
    line: 'offer.reply',
    says: say`${node(ctx.self)} picks no task, as the user says`,
    sends: say`declines the offer`,
  })
}

/** Whether the task can be launched: it waits, or it is a new one with amounts of its own. */
function takesOn(f: FrameworkState, { task: name, cpus, mem_gb, duration_us }: ManualLaunch): boolean {
  const known = f.tasks[name]
  if (known !== undefined) {
    if (known.state !== 'waiting') return false
    f.tasks[name] = {
      ...known,
      prefers: [...known.prefers],
      cpus: cpus ?? known.cpus,
      mem_gb: mem_gb ?? known.mem_gb,
    }
    return true
  }
  if (cpus === undefined || mem_gb === undefined) return false
  f.tasks[name] = newTask({ name, job: null, cpus, mem_gb, duration_us, prefers: [] })
  return true
}

/** The offer that holds a part of the agent; the first one where none does, and the master will object. */
function offerOf(f: FrameworkState, agent: string): number {
  const found = f.offers.find(({ parts }) => parts.some((part) => part.agent === agent)) ?? f.offers[0]
  return (found as { id: number }).id
}

/** Refuses all open offers, or what they hold of some agents. */
export function declineByHand(
  f: FrameworkState,
  { agents, refuse_us }: Extract<MesosCommand, { do: 'decline' }>,
  ctx: MesosContext,
): void {
  const refused = (part: Part) => agents === null || agents.includes(part.agent)
  const concerned = f.offers.filter(({ parts }) => parts.some(refused))
  if (concerned.length === 0) return nothingToAnswer(ctx)
  ctx.send(MASTER, {
    kind: 'decline',
    offers: concerned.map(({ id }) => id),
    agents,
    refuse_us: refuse_us ?? f.refuse_us,
  })
  f.offers = f.offers.flatMap(({ id, parts }) => {
    const kept = parts.filter((part) => !refused(part)).map((part) => ({ ...part }))
    return kept.length === 0 ? [] : [{ id, parts: kept }]
  })
  const what = agents === null ? 'decline' : `decline(${shortList(agents)})`
  ctx.explain?.({
    line: 'offer.reply',
    says: say`${node(ctx.self)} declines ${change(agents === null ? 'the offer' : shortList(agents))}, as the user says`,
    sends: say`answers ${call(what)}`,
    milestone: `${ctx.self} declines`,
  })
}

function nothingToAnswer(ctx: MesosContext): void {
  ctx.explain?.({ says: say`${node(ctx.self)} has no open offer to answer` })
}
