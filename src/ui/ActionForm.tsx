import { Popover } from 'radix-ui'
import { type FormEvent, type ReactNode, useId } from 'react'
import styles from './ActionForm.module.css'
import { Button } from './Button.tsx'

/** A field of an action's form. Values are text; the caller makes numbers of them. */
export type ActionField = { readonly name: string; readonly label: string; readonly initial: string } & (
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'text' }
  /** Any number of the options; the value is their list, with commas. */
  | { readonly kind: 'set'; readonly options: readonly string[] }
)

/** What a choice offers: a value, which is shown, or a value with the words that are shown for it. */
export type Option = string | { readonly value: string; readonly text: string }

/** A button that asks for what an action needs and then does it. It stays open when the action is refused. */
export function ActionForm({
  label,
  icon,
  fields,
  open,
  onOpenChange,
  onSubmit,
}: {
  label: string
  icon?: ReactNode
  fields: readonly ActionField[]
  open: boolean
  onOpenChange(open: boolean): void
  /** Returns whether it was done. */
  onSubmit(values: Readonly<Record<string, string>>): boolean
}) {
  const id = useId()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const textOf = (name: string) =>
      data
        .getAll(name)
        .filter((value) => typeof value === 'string')
        .join(',')
    const values = Object.fromEntries(fields.map(({ name }) => [name, textOf(name)]))
    if (onSubmit(values)) onOpenChange(false)
  }
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>
        <Button>
          {icon}
          {label}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            // Taken back from another form that has it already, the focus would close that one.
            if (document.activeElement !== document.body) event.preventDefault()
          }}
        >
          <form className={styles.form} onSubmit={submit} aria-label={label}>
            {fields.map((field) =>
              field.kind === 'set' ? (
                <Choices key={field.name} {...field} />
              ) : (
                <label key={field.name} htmlFor={`${id} ${field.name}`}>
                  <span>{field.label}</span>
                  <Control field={field} id={`${id} ${field.name}`} />
                </label>
              ),
            )}
            <Button type="submit" weight="solid">
              {label}
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Choices({ name, label, options, initial }: Extract<ActionField, { kind: 'set' }>) {
  const chosen = initial.split(',')
  return (
    <fieldset className={styles.choices}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option}>
          <input type="checkbox" name={name} value={option} defaultChecked={chosen.includes(option)} />
          {option}
        </label>
      ))}
    </fieldset>
  )
}

function Control({ field, id }: { field: Exclude<ActionField, { kind: 'set' }>; id: string }) {
  if (field.kind === 'choice') {
    return (
      <select id={id} name={field.name} defaultValue={field.initial}>
        {field.options
          .map((option) => (typeof option === 'string' ? { value: option, text: option } : option))
          .map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
      </select>
    )
  }
  if (field.kind === 'text')
    return <input id={id} name={field.name} defaultValue={field.initial} maxLength={200} required />
  return (
    <input
      id={id}
      name={field.name}
      type="number"
      inputMode="numeric"
      min={field.min}
      max={field.max}
      step={1}
      defaultValue={field.initial}
      required
    />
  )
}
