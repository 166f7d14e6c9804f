import type { Address } from '../../engine/kernel/role.ts'
import type { Frame } from '../../engine/record/frame.ts'
import type { Name, QuorumState } from '../../protocols/quorum/messages.ts'
import type { Focus } from '../../scene/focus.ts'
import type { BoxPlace } from './layout.ts'
import type { Shown } from './shown.ts'
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
  focus: Focus,
  selected: Address | undefined,
): BoxMark {
  const isDown = frame.status(name) === 'crashed'
  const asked = [get, put].filter((one) => one?.client === name)
  const last = asked.sort((a, b) => (b?.id ?? 0) - (a?.id ?? 0))[0]
  const call =
    last === undefined ? '' : 'value' in last ? `put(${last.key}, ${last.value})` : `get(${last.key})`
  const outcome =
    last === undefined || last.status === 'pending'
      ? ''
      : 'value' in last
        ? outcomeText(last.status)
        : answerText(last.status, last.copy)
  const step = frame.last
  const returned = last === undefined ? undefined : frame.operations[last.id - 1]?.returned_us
  const letters = Math.floor((place.width - 34) / (9.2 * frameZoom(place))) - name.length
  return {
    ...place,
    name,
    title: `${name}${isDown ? ', down' : ''}${call === '' ? '' : `: ${call}${outcome === '' ? '' : ` → ${outcome}`}`}`,
    call: letters < 6 ? '' : cut(call, letters - (outcome === '' ? 0 : outcome.length + 3)),
    outcome: cut(outcome, 14),
    tone: isDown ? 'down' : outcome === 'failed' || outcome === 'unavailable' ? 'failed' : 'plain',
    changed: step?.node === name && outcome !== '' && isReturn(step, returned),
    active: focus.nodes.includes(name),
    selected: name === selected,
  }
}

const BOX_HEIGHT = 42
const frameZoom = ({ height }: BoxPlace) => Math.max(1, height / BOX_HEIGHT)

/** Whether a step brought the return of an operation: its client's state changed from pending to something else. */
function isReturn(step: NonNullable<Frame<unknown>['last']>, returned_us: number | undefined): boolean {
  if (returned_us !== step.time_us) return false
  const pending = (state: unknown) =>
    ((state as QuorumState & { role: 'client' }).operations ?? []).filter(
      ({ status }) => status === 'pending',
    ).length
  return step.before !== undefined && step.after !== undefined && pending(step.after) < pending(step.before)
}
