import { plain } from '../../engine/kernel/role.ts'
import type { Microseconds } from '../../engine/kernel/time.ts'
import { lossWords, type Names } from '../../engine/record/narrate.ts'
import type { Recording } from '../../engine/record/recording.ts'
import type { MessageRecord, Step } from '../../engine/record/step.ts'
import type { Action } from '../../engine/scenario/scenario.ts'
import type { Branch } from '../../store/branches.ts'

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

/** A number as it stands in a sentence: 12,000. */
export function grouped(value: number): string {
  return NUMBER.format(value)
}

/** A virtual time, in the unit that reads best: `90 ms`, `1.25 s`. */
export function virtualTime(time_us: Microseconds): string {
  return time_us >= 1_000_000 ? `${grouped(time_us / 1_000_000)} s` : `${grouped(time_us / 1_000)} ms`
}

/** A virtual time in four digits, for a place that has no room for more. */
export function shortTime(time_us: Microseconds): string {
  const [value, unit] = time_us >= 1_000_000 ? [time_us / 1_000_000, 's'] : [time_us / 1_000, 'ms']
  return `${value >= 1000 ? grouped(Math.round(value)) : FOUR_DIGITS.format(value)} ${unit}`
}

const FOUR_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })

/** What is going on, beneath the count. */
export function flightWords(inFlight: number): string {
  if (inFlight === 0) return 'nothing is in flight'
  return inFlight === 1 ? 'a message is in flight' : `${grouped(inFlight)} messages are in flight`
}

/** A step in a few words: its milestone, or what it is. */
export function shortWords(step: Step<unknown>, names: Names): string {
  if (step.mark !== undefined) return step.mark
  const says = step.notes.find((note) => note.says !== undefined)?.says
  const words = says === undefined ? '' : plain(says)
  if (words !== '' && words.length <= LONGEST) return words
  return eventWords(step, names)
}

const LONGEST = 40

/** What kind of event a step is, and where. */
export function eventWords(step: Step<unknown>, names: Names): string {
  const { node, from } = step
  switch (step.kind) {
    case 'message':
      return `${node} receives ${names.label(step.input)}`
    case 'lost':
      return `${names.label(step.input)} from ${from} is lost`
    case 'timer':
      return `a timer of ${node}`
    case 'command':
      return `${node} acts`
    case 'crash':
      return `${node} crashes`
    case 'recover':
      return `${node} is back`
    case 'partition':
      return 'the network splits'
    case 'heal':
      return 'the network is whole'
    case 'advance':
      return 'time passes'
    case 'drop':
      return `${names.label(step.input)} is dropped`
    case 'delay':
      return `${names.label(step.input)} is delayed`
    case 'duplicate':
      return `${names.label(step.input)} is doubled`
    case 'deliver':
      return `${names.label(step.input)} arrives at once`
  }
}

/** Where a message is between, in steps and in virtual time. */
export function messageWords(
  record: MessageRecord,
  time: (step: number) => Microseconds | undefined,
): string {
  const { sentStep, endStep, sentAt_us, dueAt_us, lost } = record
  const sent = `sent in step ${grouped(sentStep)} (${virtualTime(sentAt_us)})`
  if (lost !== undefined) {
    const why = endStep > sentStep ? `, lost in step ${grouped(endStep)}` : ''
    return `${sent}${why}: ${lossWords(record)}`
  }
  const at = dueAt_us ?? time(endStep)
  const when = at === undefined ? '' : ` (${virtualTime(at)})`
  return Number.isFinite(endStep)
    ? `${sent}, arrives in step ${grouped(endStep)}${when}`
    : `${sent}, due${when}`
}

/** What an intervention does, in the imperative: `drop notify(50)`, `crash 58`, `join 50 through 15`. */
export function actionWords(action: Action, names: Names, recording: Recording<unknown> | undefined): string {
  const { do: verb, node, message, ms } = action
  if (message !== undefined) {
    const record = recording?.message(Number(message))
    const label = record === undefined ? `message ${shown(message)}` : names.label(record.message)
    return ms === undefined ? `${verb} ${label}` : `${verb} ${label} by ${shown(ms)} ms`
  }
  const part = (before: string, value: unknown, after = '') =>
    value === undefined ? '' : `${before}${shown(value)}${after}`
  const parts = [
    spaced(verb),
    part('', action.key),
    part('= ', action.value),
    part('', node),
    part('from ', action.from),
    part('through ', action.via),
    part('', action.seconds, ' s'),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** What made a branch. */
export function originWords(branch: Branch, names: Names, recording: Recording<unknown> | undefined): string {
  const { origin } = branch
  if (origin === undefined) return 'the scenario as it was opened'
  return `after step ${grouped(origin.action.at_step ?? 0)}: ${actionWords(origin.action, names, recording)}`
}

/** `fixFingers` → `fix fingers`. */
function spaced(verb: string): string {
  return verb.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** A value as a user wrote it. */
function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
