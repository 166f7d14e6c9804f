import { call, key, node, type Segment, type Sentence, say } from '../../engine/kernel/role.ts'
import type { Id } from './identifiers.ts'
import { type ChordState, type Query, queryLabel } from './messages.ts'
import type { ChordContext } from './requests.ts'
import type { Hop } from './routing.ts'
import type { ChordSettings } from './settings.ts'

/** How a hop is chosen, besides what the node and the query say. */
export interface Choice {
  /** Iterative: the node is asked for the next one; it does not get the query. */
  readonly asks: boolean
  /** Nodes that did not answer. */
  readonly dead: readonly Id[]
  readonly routing: ChordSettings['routing']
}

/** Says where a node hands a query, and why there. */
export function explainHop(
  n: Readonly<ChordState>,
  query: Query,
  { next, owner }: Hop,
  { asks, dead, routing }: Choice,
  ctx: ChordContext,
): void {
  if (ctx.explain === undefined) return
  const self = ctx.self as Id
  const k = query.key
  // After a timeout the successor that counts is one that is left.
  const successor = owner && dead.length > 0 ? next : (n.successor as Id)
  const procedure = query.do === 'join' ? 'find' : 'lookup'
  ctx.explain({ line: `${procedure}.if`, value: `${k} ∈ (${self}, ${successor}]`, outcome: owner })
  const isOwn = query.do === 'finger' || query.do === 'join'
  if (owner && isOwn) return
  if (routing === 'finger' && !owner) {
    ctx.explain({ line: 'closest.return', value: `${next} ∈ (${self}, ${k})`, outcome: true })
  }
  const sought: Segment = isOwn ? String(k) : key(k)
  const whose = next === n.successor ? say`its successor ${node(next)}` : say`${node(next)}`
  const verb = query.path.length > 1 ? 'forwards' : 'sends'
  ctx.explain({
    line: owner ? 'lookup.last' : `${procedure}.forward`,
    value: owner ? `${next}` : `${next}.${procedure}(${k})`,
    // What fix_fingers looks up has been said already where it begins.
    ...(query.do === 'finger' && query.origin === self ? {} : { says: reason() }),
    sends: asks
      ? say`asks ${whose} which node comes next`
      : say`${verb} ${call(queryLabel(query))} to ${whose}`,
  })

  function reason(): Sentence {
    if (owner) return say`${node(self)} finds that ${whose} is responsible for ${sought}`
    if (routing === 'successor') return say`${node(self)} finds that ${sought} lies beyond ${whose}`
    return say`${node(self)} finds ${node(next)} closest before ${sought} in its table`
  }
}
