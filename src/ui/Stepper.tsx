import { Minus, Plus } from 'lucide-react'
import styles from './Stepper.module.css'

/** A small integer parameter with a button for less and one for more. */
export function Stepper({
  label,
  title,
  value,
  min,
  max,
  step = 1,
  onChange,
}: {
  label: string
  title: string
  value: number
  min: number
  max: number
  step?: number
  onChange(value: number): void
}) {
  return (
    <fieldset className={styles.parameter} title={title}>
      <legend className="visually-hidden">{title}</legend>
      <span aria-hidden="true">{label}</span>
      <span className={styles.stepper}>
        <button
          type="button"
          aria-label={`decrease ${label}`}
          disabled={value - step < min}
          onClick={() => onChange(value - step)}
        >
          <Minus size={13} aria-hidden="true" />
        </button>
        <output>{value}</output>
        <button
          type="button"
          aria-label={`increase ${label}`}
          disabled={value + step > max}
          onClick={() => onChange(value + step)}
        >
          <Plus size={13} aria-hidden="true" />
        </button>
      </span>
    </fieldset>
  )
}
