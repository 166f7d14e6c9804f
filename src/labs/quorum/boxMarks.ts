import type { Address, OperationId } from '../../engine/kernel/role.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { Step } from '../../engine/record/step.ts'
import type { ClientState, Name } from '../../protocols/quorum/messages.ts'
import type { Focus } from '../../scene/focus.ts'
import type { BoxPlace } from './layout.ts'
import type { Shown, ShownGet, ShownPut } from './shown.ts'
import { type MissedPut, whereText } from './staleness.ts'
import { answerText, cut, outcomeText } from './words.ts'

/** A client, with what it asked last. */
export interface BoxMark extends BoxPlace {
  readonly name: Name
  readonly title: string
  /** What it has asked last, such as `put(k14, v2)`. */
  readonly call: string
  readonly outcome: string
  readonly tone: 'plain' | 'failed' | 'down'
  /** The last step brought the outcome. */
  readonly changed: boolean
  readonly active: boolean
  readonly selected: boolean
}

/** The box of a client at one frame. */
export function boxMark(
  name: Name,
  place: BoxPlace,
  frame: Frame<unknown>,
  { put, get }: Shown,
  missed: MissedPut | undefined,
  focus: Focus,
  selected: Address | undefined,
): BoxMark {
  const isDown = frame.status(name) === 'crashed'
  const asked = [get, put].filter((one) => one?.client === name)
  const last = asked.sort((a, b) => (b?.id ?? 0) - (a?.id ?? 0))[0]
  const isStale = last !== undefined && last === get && missed !== undefined
  const outcome =
    last === undefined || last.status === 'pending'
      ? ''
      : isStale
        ? `stale ${cut(outcomeOf(last), 8)}`
        : cut(outcomeOf(last), 14)
  const letters = Math.floor((place.width - PADDING) / (LETTER * Math.max(1, place.height / BOX_HEIGHT)))
  const room = letters - name.length - (outcome === '' ? 0 : outcome.length + ARROW)
  return {
    ...place,
    name,
    title: [
      name,
      isDown ? ', down' : '',
      last ? `: ${callOf(last)}` : '',
      outcome && ` → ${outcome}`,
      isStale ? `: ${whereText(missed)}` : '',
    ].join(''),
    call: last === undefined ? '' : shortest(last, room),
    outcome,
    tone: isDown ? 'down' : isStale || outcome === 'failed' || outcome === 'unavailable' ? 'failed' : 'plain',
    changed: last !== undefined && frame.last?.node === name && hasReturned(frame.last, last.id),
    active: focus.nodes.includes(name),
    selected: name === selected,
  }
}

/** Height of a box at its normal size, what it leaves free on its sides, and the width of a letter in it. */
const BOX_HEIGHT = 42
const PADDING = 34
const LETTER = 9.2
/** Letters that the arrow before the outcome takes. */
const ARROW = 3

type Asked = ShownPut | ShownGet

const isPut = (one: Asked): one is ShownPut => 'value' in one

function callOf(one: Asked, longest = Number.POSITIVE_INFINITY): string {
  const key = cut(one.key, longest)
  return isPut(one) ? `put(${key}, ${cut(one.value, longest)})` : `get(${key})`
}

/** The call with as much of its key and its value as there is room for; at least its name. */
function shortest(one: Asked, room: number): string {
  const found = [callOf(one), callOf(one, 8), callOf(one, 5)].find((text) => text.length <= room)
  return found ?? (isPut(one) ? 'put' : 'get')
}

function outcomeOf(one: Asked): string {
  return isPut(one) ? outcomeText(one.status) : answerText(one.status, one.copy)
}

/** Whether a step of a client brought the return of an operation. */
function hasReturned({ before, after }: Step<unknown>, id: OperationId): boolean {
  const last = (state: unknown) => (state as Partial<ClientState> | undefined)?.returned?.at(-1)
  return last(after) === id && last(before) !== id
}
