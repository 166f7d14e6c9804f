import { type Context, change, node, type Role, say } from '../../engine/kernel/role.ts'
import { answered, get, getTimedOut } from './getCoordinator.ts'
import {
  type ClientState,
  label,
  type Name,
  type QuorumCommand,
  type QuorumMessage,
  type QuorumTimer,
} from './messages.ts'
import { findOperation } from './operations.ts'
import { acked, put, putTimedOut, refused } from './putCoordinator.ts'
import type { Quorum } from './quorum.ts'
import { counted } from './words.ts'

type ClientContext = Context<QuorumMessage, QuorumTimer>

/**
 * A client whose library coordinates its own operations (Dynamo 2007, section 6.4), as CS162 slides 4 and 5
 * draw it: whoever calls put or get talks to the replicas itself.
 */
export function clientOf(quorum: Quorum): Role<ClientState, QuorumMessage, QuorumTimer, QuorumCommand> {
  return {
    onCommand(client, command, ctx) {
      if (command.do === 'put') put(client, command, quorum, ctx)
      else if (command.do === 'get') get(client, command, quorum, ctx)
      else if (command.do === 'skew') setClock(client, command.skew_us, ctx)
    },

    onMessage(client, message, from, ctx) {
      if (message.kind === 'write' || message.kind === 'read') return
      const op = findOperation(client, message.operation)
      if (op === undefined) {
        ctx.explain?.({
          says: say`${node(ctx.self)} gets ${label(message)} from ${node(from)} for an operation that it has forgotten`,
        })
      } else if (op.do === 'put') {
        if (message.kind === 'ack') acked(client, op, from as Name, ctx)
        else if (message.kind === 'refused') refused(client, op, from as Name, ctx)
      } else if (message.kind === 'answer') answered(client, op, from as Name, message.copy, ctx)
    },

    onTimer(client, { operation }, ctx) {
      const op = findOperation(client, operation)
      if (op?.status !== 'pending') return
      if (op.do === 'put') putTimedOut(client, op, ctx)
      else getTimedOut(client, op, quorum, ctx)
    },

    onRecover(client, ctx) {
      const pending = client.operations.filter(({ status }) => status === 'pending').length
      client.operations = []
      client.returned = []
      if (pending === 0) return
      ctx.explain?.({
        says: say`${node(ctx.self)} is back and ${change(`has forgotten ${counted(pending, 'pending operation')}`)}`,
      })
    },
  }
}

function setClock(client: ClientState, skew_us: number, ctx: ClientContext): void {
  client.skew_us = skew_us
  const skew_ms = Math.abs(skew_us) / 1000
  const wrong = skew_us === 0 ? 'right again' : `${skew_ms} ms ${skew_us > 0 ? 'ahead' : 'behind'}`
  ctx.explain?.({
    says: say`The clock of ${node(ctx.self)} is ${change(wrong)}`,
    milestone: `clock of ${ctx.self} ${skew_us === 0 ? 'right' : skew_us > 0 ? 'ahead' : 'behind'}`,
  })
}
