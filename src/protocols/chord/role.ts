import {
  type Context,
  call,
  change,
  key,
  node,
  type Role,
  type Sentence,
  say,
} from '../../engine/kernel/role.ts'
import { type Id, inHalfOpen, inOpen } from './identifiers.ts'
import {
  type ChordCommand,
  type ChordMessage,
  type ChordState,
  label,
  listOfKeys,
  type Query,
  type Store,
} from './messages.ts'

type ChordContext = Context<ChordMessage, never>

/**
 * A Chord node as CS162 slides 13 to 28 teach it: successor pointers, join, stabilize and notify. There are no
 * timeouts: a lost message stays lost until the next stabilize.
 */
export const lectureNode: Role<ChordState, ChordMessage, never, ChordCommand> = {
  onCommand(n, command, ctx) {
    switch (command.do) {
      case 'create':
        return create(n, ctx)
      case 'join':
        return join(n, command.via, ctx)
      case 'stabilize':
        return stabilize(n, ctx)
      case 'leave':
        return leave(n, ctx)
      default:
        return ask(n, command, ctx)
    }
  },

  onMessage(n, message, from, ctx) {
    switch (message.kind) {
      case 'join':
        return find(n, message.node, ctx)
      case 'joined':
        return joined(n, message.successor, ctx)
      case 'askPredecessor':
        return tellPredecessor(n, from as Id, ctx)
      case 'predecessor':
        return adoptSuccessor(n, message.predecessor, ctx)
      case 'notify':
        return notify(n, message.node, ctx)
      case 'transfer':
        return receiveKeys(n, message.keys, from as Id, ctx)
      case 'query':
        return lookup(n, message.query, message.owner, ctx)
      case 'answer':
        return answered(message, ctx)
      case 'leaving':
        return neighbourLeaves(n, message, ctx)
    }
  },

  onTimer() {},
}

const id = (ctx: ChordContext): Id => ctx.self as Id

function create(n: ChordState, ctx: ChordContext): void {
  n.predecessor = null
  n.successor = id(ctx)
  ctx.explain?.({
    line: 'create.succ',
    says: say`${node(ctx.self)} starts a ring of its own`,
    milestone: `${ctx.self} starts a ring`,
  })
}

/** `n.join(n′)`, slides 15 and 16: the joining node asks a node that it knows for its successor. */
function join(n: ChordState, via: Id, ctx: ChordContext): void {
  n.predecessor = null
  n.successor = null
  ctx.send(via, { kind: 'join', node: id(ctx) })
  ctx.explain?.({
    line: 'join.ask',
    value: `n′ is ${via}`,
    says: say`${node(ctx.self)} wants to join the ring and knows ${node(via)}`,
    sends: say`sends ${call(`join(${ctx.self})`)} to ${node(via)}`,
    milestone: 'join sent',
  })
}

/** `n.find(id)`: routes a join along the successors to the node whose successor the new one must know. */
function find(n: ChordState, joining: Id, ctx: ChordContext): void {
  const successor = n.successor
  if (successor === null) return notInTheRing(call(`join(${joining})`), ctx)
  const found = inHalfOpen(joining, id(ctx), successor)
  ctx.explain?.({ line: 'find.if', value: `${joining} ∈ (${ctx.self}, ${successor}]`, outcome: found })
  if (found) {
    ctx.send(joining, { kind: 'joined', successor })
    ctx.explain?.({
      line: 'find.return',
      value: `${successor}`,
      says: say`${node(ctx.self)} finds that ${joining} lies between itself and its successor ${node(successor)}`,
      sends: say`returns ${call(`succ = ${successor}`)} to ${node(joining)}`,
    })
  } else {
    ctx.send(successor, { kind: 'join', node: joining })
    ctx.explain?.({
      line: 'find.forward',
      value: `${successor}.find(${joining})`,
      says: say`${node(ctx.self)} finds that ${joining} lies beyond its successor ${node(successor)}`,
      sends: say`forwards ${call(`join(${joining})`)} to its successor ${node(successor)}`,
    })
  }
}

function joined(n: ChordState, successor: Id, ctx: ChordContext): void {
  if (n.successor !== null) {
    ctx.explain?.({
      says: say`${node(ctx.self)} has joined already and keeps its successor ${node(n.successor)}`,
    })
    return
  }
  n.successor = successor
  ctx.explain?.({
    line: 'join.ask',
    value: `${successor}`,
    says: say`${node(ctx.self)} sets its successor ${change(`from nil to ${successor}`)}`,
    milestone: `${ctx.self} finds ${successor}`,
  })
}

/** `n.stabilize()`, slide 14, first line: `x = succ.pred` is a question and its answer. */
function stabilize(n: ChordState, ctx: ChordContext): void {
  if (n.successor === null) {
    ctx.explain?.({
      line: 'stabilize.ask',
      says: say`${node(ctx.self)} cannot stabilize: it has no successor`,
    })
    return
  }
  ctx.send(n.successor, { kind: 'askPredecessor' })
  ctx.explain?.({
    line: 'stabilize.ask',
    says: say`${node(ctx.self)} runs stabilize()`,
    sends: say`asks its successor ${node(n.successor)} for its predecessor`,
  })
}

function tellPredecessor(n: ChordState, to: Id, ctx: ChordContext): void {
  ctx.send(to, { kind: 'predecessor', predecessor: n.predecessor })
  const pred = n.predecessor ?? 'nil'
  ctx.explain?.({
    line: 'pred.return',
    value: `${pred}`,
    says:
      n.predecessor === null
        ? say`${node(ctx.self)} has no predecessor`
        : say`${node(ctx.self)} has the predecessor ${node(n.predecessor)}`,
    sends: say`answers ${call(`pred = ${pred}`)} to ${node(to)}`,
  })
}

/** `n.stabilize()` from its second line on, when x has arrived. */
function adoptSuccessor(n: ChordState, x: Id | null, ctx: ChordContext): void {
  const old = n.successor
  if (old === null) return
  const closer = x !== null && inOpen(x, id(ctx), old)
  ctx.explain?.({ line: 'stabilize.ask', value: `x is ${x ?? 'nil'}` })
  ctx.explain?.({ line: 'stabilize.if', value: `${x ?? 'nil'} ∈ (${ctx.self}, ${old})`, outcome: closer })
  if (closer) {
    n.successor = x
    ctx.explain?.({
      line: 'stabilize.adopt',
      says: say`${node(ctx.self)} changes its successor ${change(`from ${old} to ${x}`)}`,
      milestone: `${ctx.self} adopts ${x}`,
    })
  } else {
    ctx.explain?.({
      says:
        x === null
          ? say`${node(ctx.self)} keeps its successor ${node(old)}`
          : say`${node(ctx.self)} keeps its successor ${node(old)}: ${x} is not between ${ctx.self} and ${old}`,
    })
  }
  const successor = n.successor as Id
  ctx.send(successor, { kind: 'notify', node: id(ctx) })
  ctx.explain?.({
    line: 'stabilize.notify',
    value: `${successor}.notify(${ctx.self})`,
    sends: say`sends ${call(`notify(${ctx.self})`)} to its ${closer ? 'new ' : ''}successor ${node(successor)}`,
  })
}

/** `n.notify(n′)`, slide 14; a new predecessor gets the keys that are its own now. */
function notify(n: ChordState, candidate: Id, ctx: ChordContext): void {
  const old = n.predecessor
  const closer = old === null || inOpen(candidate, old, id(ctx))
  ctx.explain?.({
    line: 'notify.if',
    value: old === null ? 'pred = nil' : `${candidate} ∈ (${old}, ${ctx.self})`,
    outcome: closer,
  })
  if (!closer) {
    ctx.explain?.({ says: say`${node(ctx.self)} keeps its predecessor ${node(old as Id)}` })
    return
  }
  n.predecessor = candidate
  ctx.explain?.({
    line: 'notify.adopt',
    says: say`${node(ctx.self)} ${old === null ? 'sets' : 'changes'} its predecessor ${change(`from ${old ?? 'nil'} to ${candidate}`)}`,
    milestone: `${ctx.self} adopts ${candidate}`,
  })
  handOver(n, candidate, ctx)
}

function handOver(n: ChordState, predecessor: Id, ctx: ChordContext): void {
  const theirs: Record<Id, string> = {}
  let count = 0
  for (const text of Object.keys(n.keys)) {
    const k = Number(text)
    if (inHalfOpen(k, predecessor, id(ctx))) continue
    theirs[k] = n.keys[k] as string
    delete n.keys[k]
    count++
  }
  if (count === 0) return
  ctx.send(predecessor, { kind: 'transfer', keys: theirs })
  ctx.explain?.({
    line: 'notify.transfer',
    value: listOfKeys(theirs),
    sends: say`hands ${call(listOfKeys(theirs))} to ${node(predecessor)}`,
  })
}

function receiveKeys(n: ChordState, keys: Store, from: Id, ctx: ChordContext): void {
  Object.assign(n.keys, keys)
  ctx.explain?.({
    line: 'take.store',
    says: say`${node(ctx.self)} stores ${change(listOfKeys(keys))} from ${node(from)}`,
  })
  // A closer predecessor may have come while they were on their way.
  if (n.predecessor !== null) handOver(n, n.predecessor, ctx)
}

/** A user asks this node for a key. */
function ask(n: ChordState, command: Extract<ChordCommand, { key: Id }>, ctx: ChordContext): void {
  const operation = ctx.begin({ do: command.do, key: command.key, from: id(ctx) })
  const value = command.do === 'put' ? { value: command.value } : {}
  const query: Query = {
    do: command.do,
    key: command.key,
    ...value,
    origin: id(ctx),
    operation,
    path: [id(ctx)],
  }
  lookup(n, query, false, ctx)
}

/** `n.lookup(key)`, slide 13: the packet goes from successor to successor to the node that is responsible. */
function lookup(n: ChordState, query: Query, told: boolean, ctx: ChordContext): void {
  const { key: k, path } = query
  const here = path[path.length - 1] === ctx.self ? query : { ...query, path: [...path, id(ctx)] }
  const words = `${query.do}(${k})`
  const own = told || (n.predecessor !== null && inHalfOpen(k, n.predecessor, id(ctx)))
  if (told) ctx.explain?.({ line: 'answer.return', value: `${ctx.self}` })
  else {
    const interval = `(${n.predecessor ?? 'nil'}, ${ctx.self}]`
    ctx.explain?.({ line: 'lookup.own', value: `${k} ∈ ${interval}`, outcome: own })
    if (own) ctx.explain?.({ line: 'lookup.answer', value: `${ctx.self}` })
  }
  if (own) return serve(n, here, ctx)
  const successor = n.successor
  if (successor === null) return notInTheRing(call(words), ctx)
  const last = inHalfOpen(k, id(ctx), successor)
  ctx.explain?.({ line: 'lookup.if', value: `${k} ∈ (${ctx.self}, ${successor}]`, outcome: last })
  ctx.send(successor, { kind: 'query', query: here, owner: last })
  ctx.explain?.({
    line: last ? 'lookup.last' : 'lookup.forward',
    value: last ? `${successor}` : `${successor}.lookup(${k})`,
    says: last
      ? say`${node(ctx.self)} finds that its successor ${node(successor)} is responsible for ${key(k)}`
      : say`${node(ctx.self)} finds that ${key(k)} lies beyond its successor ${node(successor)}`,
    sends: say`${here.path.length > 1 ? 'forwards' : 'sends'} ${call(words)} to its successor ${node(successor)}`,
  })
}

/** The owner does what the query asks and answers its origin. */
function serve(n: ChordState, query: Query, ctx: ChordContext): void {
  const k = query.key
  if (query.do === 'put') n.keys[k] = query.value as string
  const value = n.keys[k] ?? null
  const answer: ChordMessage = { kind: 'answer', query, owner: id(ctx), value }
  const says =
    query.do === 'put'
      ? say`${node(ctx.self)} is responsible for ${key(k)} and ${change(`stores ${query.value}`)}`
      : say`${node(ctx.self)} is responsible for ${key(k)}`
  if (query.origin === ctx.self) {
    ctx.explain?.({ says })
    finish(query, answer, ctx)
    return
  }
  ctx.send(query.origin, answer)
  ctx.explain?.({
    says,
    sends: say`answers ${call(label(answer))} to ${node(query.origin)}`,
  })
}

function answered(answer: Extract<ChordMessage, { kind: 'answer' }>, ctx: ChordContext): void {
  const { query, owner, value } = answer
  const found = {
    lookup: say`${node(owner)} is responsible for ${key(query.key)}`,
    put: say`${node(owner)} has stored ${key(query.key)}`,
    get: say`${key(query.key)} is ${change(value ?? 'NIL')}, on ${node(owner)}`,
  }[query.do]
  ctx.explain?.({
    line: 'lookup.forward',
    value: `${owner}`,
    says: say`${node(ctx.self)} learns that ${found}`,
  })
  finish(query, answer, ctx)
}

function finish(query: Query, answer: Extract<ChordMessage, { kind: 'answer' }>, ctx: ChordContext): void {
  ctx.reply(query.operation, { owner: answer.owner, path: query.path, value: answer.value })
  ctx.explain?.({ milestone: `${answer.owner} owns ${query.key}` })
}

/** A planned departure (ToN 2003, section IV-E.4): neighbours learn of each other, the keys move on. */
function leave(n: ChordState, ctx: ChordContext): void {
  const { successor, predecessor } = n
  const leaving = { kind: 'leaving', node: id(ctx), predecessor, successor } as const
  const words = call(`leave(${ctx.self})`)
  ctx.explain?.({ says: say`${node(ctx.self)} leaves the ring`, milestone: `${ctx.self} leaves` })
  if (successor !== null && successor !== ctx.self) {
    ctx.send(successor, { ...leaving, keys: { ...n.keys } })
    n.keys = {}
    ctx.explain?.({
      line: 'leave.successor',
      value: `${successor}`,
      sends: say`sends ${words} to its successor ${node(successor)}`,
    })
  }
  if (predecessor !== null && predecessor !== ctx.self && predecessor !== successor) {
    ctx.send(predecessor, { ...leaving, keys: {} })
    ctx.explain?.({
      line: 'leave.predecessor',
      value: `${predecessor}`,
      sends: say`sends ${words} to its predecessor ${node(predecessor)}`,
    })
  }
  ctx.stop()
}

function neighbourLeaves(
  n: ChordState,
  message: Extract<ChordMessage, { kind: 'leaving' }>,
  ctx: ChordContext,
): void {
  const changes: Sentence[] = []
  if (message.node === n.predecessor) {
    n.predecessor = message.predecessor
    changes.push(say`predecessor ${change(`from ${message.node} to ${n.predecessor ?? 'nil'}`)}`)
    ctx.explain?.({ line: 'left.predecessor' })
  }
  if (message.node === n.successor) {
    n.successor = message.successor
    changes.push(say`successor ${change(`from ${message.node} to ${n.successor ?? 'nil'}`)}`)
    ctx.explain?.({ line: 'left.successor' })
  }
  const [first, second] = changes
  if (first === undefined)
    ctx.explain?.({ says: say`${node(ctx.self)} does not point to ${node(message.node)}` })
  else
    ctx.explain?.({
      says: say`${node(ctx.self)} changes its ${first}${second ? say` and its ${second}` : ''}`,
    })
  if (Object.keys(message.keys).length === 0) return
  Object.assign(n.keys, message.keys)
  ctx.explain?.({ line: 'left.keys', says: say`It ${change(`stores ${listOfKeys(message.keys)}`)}` })
  // The keys come here even when a closer predecessor stands between: it gets what is its own.
  if (n.predecessor !== null) handOver(n, n.predecessor, ctx)
}

function notInTheRing(what: ReturnType<typeof call>, ctx: ChordContext): void {
  ctx.explain?.({ says: say`${node(ctx.self)} has no successor yet and drops ${what}` })
}
