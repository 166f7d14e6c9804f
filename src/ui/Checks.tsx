import { Check, CircleDashed, X } from 'lucide-react'
import { useMemo } from 'react'
import type { Property, Verdict } from '../engine/explore/property.ts'
import { nextTurn, turnsOf } from '../scene/propertyHistory.ts'
import { usePlayer } from '../store/player.ts'
import { useSession } from '../store/session.ts'
import styles from './Checks.module.css'

/** The properties of the world at the cursor. Each leads to the step where it broke or was restored. */
export function Checks() {
  const opened = useSession((session) => session.opened)
  const recording = opened?.recording
  const length = opened?.length ?? 0
  const suite = opened?.protocol.suite
  const properties = suite?.properties ?? []
  // Turns are looked for once a recording grows, not at every step.
  const turns = useMemo(
    () =>
      recording === undefined || suite === undefined || length < 0
        ? []
        : suite.properties.map((_, i) => turnsOf(recording, i)),
    [recording, length, suite],
  )
  if (opened === undefined) return null
  return (
    <section className={styles.checks} aria-label="Properties">
      {properties.map((property, i) => (
        <Row
          key={property.name}
          property={property}
          verdict={opened.frame.verdicts[i] as Verdict}
          target={nextTurn(turns[i] ?? [], opened.cursor)}
        />
      ))}
    </section>
  )
}

function Row({
  property,
  verdict,
  target,
}: {
  property: Property
  verdict: Verdict
  target: { step: number; holds: boolean } | undefined
}) {
  const state = verdict.holds ? 'holds' : property.kind === 'always' ? 'violated' : 'pending'
  const words = statusWords(state, verdict)
  const leads =
    target === undefined
      ? 'It never changes.'
      : `Go to step ${target.step}, where it ${target.holds ? 'is restored' : 'breaks'}.`
  return (
    <button
      type="button"
      className={`${styles.row} ${styles[property.kind]} ${styles[state]}`}
      aria-disabled={target === undefined}
      title={`${property.meaning} ${leads}`}
      onClick={() => target && usePlayer.getState().seek(target.step)}
      data-property={property.name}
      data-holds={verdict.holds}
    >
      <Icon state={state} />
      <span className={styles.label}>{property.label}</span>
      <b>{words}</b>
    </button>
  )
}

function Icon({ state }: { state: 'holds' | 'violated' | 'pending' }) {
  if (state === 'holds') return <Check className={styles.icon} size={17} aria-hidden="true" />
  if (state === 'violated') return <X className={styles.icon} size={17} aria-hidden="true" />
  return <CircleDashed className={styles.icon} size={17} aria-hidden="true" />
}

function statusWords(state: 'holds' | 'violated' | 'pending', verdict: Verdict): string {
  if (state === 'holds') return 'holds'
  const where = verdict.where ?? []
  const list = `${where.slice(0, 4).join(', ')}${where.length > 4 ? ' …' : ''}`
  const word = state === 'violated' ? 'violated' : 'not yet'
  return list === '' ? word : `${word}: ${list}`
}
