import { change, node, say } from '../../engine/kernel/role.ts'
import type { MapReduceContext } from './settings.ts'
import { type AttemptId, MASTER } from './state.ts'

/** Tells the master that an attempt has failed. */
export function reportFailure(attempt: AttemptId, why: string, ctx: MapReduceContext): void {
  ctx.send(MASTER, { kind: 'attemptFailed', attempt, why })
  ctx.explain?.({
    says: say`${node(ctx.self)} ${change(`gives up ${attempt}`)}: ${why}`,
    sends: say`tells ${node(MASTER)}`,
  })
}
