import { call, change, node, say } from '../../../engine/kernel/role.ts'
import { type MesosContext, type MesosMessage, shortList } from '../messages.ts'
import { sum, words } from '../resources.ts'
import { type FrameworkState, MASTER, MEMORY, type Part, remember, type Task } from '../state.ts'
import { plan } from './placement.ts'
import { askAgain, explainLaunches, launch, suppress } from './queue.ts'

/** `f.resourceOffer(offer)`: the second level of scheduling. */
export function resourceOffer(
  f: FrameworkState,
  { offer, parts }: Extract<MesosMessage, { kind: 'offer' }>,
  ctx: MesosContext,
): void {
  if (f.seen.includes(offer)) {
    ctx.explain?.({ says: say`${node(ctx.self)} has seen this offer before`, routine: true })
    return
  }
  remember(f.seen, offer, MEMORY)
  if (f.policy === 'manual') {
    f.offers.push({ id: offer, parts: parts.map((part) => ({ ...part })) })
    ctx.explain?.({
      line: 'offer.pick',
      value: 'you decide',
      says: say`${node(ctx.self)} is offered ${change(words(sum(parts)))} on ${agentsInWords(parts)} and leaves the answer to you`,
      milestone: `${ctx.self} is offered resources`,
    })
    return
  }
  const { launches, waiting, atLimit } = plan(f, parts)
  const refuse_us = atLimit && launches.length > 0 ? 0 : f.refuse_us
  if (launches.length > 0) {
    const sent = launches.map(({ task, agent }) => launch(f, task, agent, offer, ctx))
    ctx.send(MASTER, { kind: 'accept', offers: [offer], launches: sent, refuse_us })
    explainLaunches(launches, f.queue.length === 0 && !f.suppressed, ctx)
  } else {
    ctx.send(MASTER, { kind: 'decline', offers: [offer], agents: null, refuse_us })
    explainDecline(f, parts, waiting, ctx)
  }
  beginToWait(f, waiting, ctx)
  if (f.queue.length === 0) suppress(f, ctx)
}

function explainDecline(
  f: FrameworkState,
  parts: readonly Part[],
  waiting: readonly string[],
  ctx: MesosContext,
): void {
  if (ctx.explain === undefined) return
  const refused = say`${call(`decline(${agentsInWords(parts)})`)}`
  const first = f.tasks[waiting[0] ?? '']
  ctx.explain({
    line: 'offer.pick',
    value: waiting.length > 0 ? 'none is where it prefers' : 'none fits',
    says:
      first !== undefined
        ? say`${node(ctx.self)} waits for ${first.prefers.join(' or ')}, where the input of ${waiting[0] as string} is`
        : f.queue.length === 0
          ? say`${node(ctx.self)} has no task that waits`
          : say`${node(ctx.self)} has no task that fits ${words(sum(parts))} on ${agentsInWords(parts)}`,
    sends: say`answers ${refused}`,
    milestone: `${ctx.self} declines`,
  })
}

/** Delay scheduling: from the first agent that a task turns down, it waits so long and no longer. */
function beginToWait(f: FrameworkState, names: readonly string[], ctx: MesosContext): void {
  const impatient = names.filter((name) => f.tasks[name]?.patience === 'unused')
  if (impatient.length === 0) return
  for (const name of impatient) (f.tasks[name] as Task).patience = 'waiting'
  ctx.setTimer({ kind: 'patience', tasks: impatient }, f.wait_us, 'background')
}

/** The wait is over: the tasks that still have no place take any. */
export function patienceEnds(f: FrameworkState, names: readonly string[], ctx: MesosContext): void {
  const late = names.filter((name) => f.tasks[name]?.patience === 'waiting')
  for (const name of late) (f.tasks[name] as Task).patience = 'over'
  const waiting = late.filter((name) => f.queue.includes(name))
  if (waiting.length === 0) {
    ctx.explain?.({ says: say`${node(ctx.self)} has found a place for each of them`, routine: true })
    return
  }
  const says = say`${node(ctx.self)} has waited ${f.wait_us / 1e6} s and lets ${shortList(waiting)} run ${change('anywhere')}`
  askAgain(f, says, ctx)
}

function agentsInWords(parts: readonly Part[]): string {
  return shortList(parts.map(({ agent }) => agent))
}
