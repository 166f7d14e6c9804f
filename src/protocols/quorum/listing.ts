import type { Procedure } from '../../engine/run/protocol.ts'

/**
 * Quorum consensus as CS162 slide 3 says it, with the coordinator in the client's library (Dynamo 2007,
 * section 6.4) and versions by timestamp.
 */
export const QUORUM_LISTING: readonly Procedure[] = [
  {
    name: 'put',
    signature: 'client.put(k, v)',
    lines: [
      { id: 'put.send', indent: 1, text: 'send write(k, v, now) to all N' },
      { id: 'put.wait', indent: 1, text: 'wait for W acks' },
      { id: 'put.ok', indent: 1, text: 'return ok' },
      { id: 'put.failed', indent: 1, text: 'if more than N − W refuse: fail' },
      { id: 'put.timeout', indent: 1, text: 'on timeout: unavailable' },
    ],
  },
  {
    name: 'write',
    signature: 'replica.write(k, v, t)',
    lines: [
      { id: 'write.refuse', indent: 1, text: 'if refusing > 0: return refused' },
      { id: 'write.if', indent: 1, text: 'if t > copy[k].t' },
      { id: 'write.store', indent: 2, text: 'copy[k] = (v, t)' },
      { id: 'write.ack', indent: 1, text: 'return ack' },
    ],
  },
  {
    name: 'get',
    signature: 'client.get(k)',
    lines: [
      { id: 'get.send', indent: 1, text: 'send read(k) to replicas' },
      { id: 'get.wait', indent: 1, text: 'wait for R answers' },
      { id: 'get.return', indent: 1, text: 'return the newest version' },
      { id: 'get.timeout', indent: 1, text: 'on timeout: ask the others, once' },
    ],
  },
  {
    name: 'read',
    signature: 'replica.read(k)',
    lines: [{ id: 'read.return', indent: 1, text: 'return copy[k]' }],
  },
]
