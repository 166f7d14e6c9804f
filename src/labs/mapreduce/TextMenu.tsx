import { Popover } from 'radix-ui'
import { type ChangeEvent, type FormEvent, useState } from 'react'
import type { Scenario } from '../../engine/scenario/scenario.ts'
import { LIMITS } from '../../protocols/mapreduce/config.ts'
import { editScenario } from '../../store/editScenario.ts'
import { useNotices } from '../../store/notices.ts'
import { loadText } from '../../store/scenarioFiles.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './Menus.module.css'
import { BUILT_IN_TEXTS, type BuiltInText, scenarioOfText } from './ownText.ts'

/** Runs the job on another text: typed or pasted, from a file, or one that comes with the page. */
export function TextMenu() {
  const [open, setOpen] = useState(false)
  const run = (change: (old: Scenario) => Scenario) => {
    setOpen(false)
    // Another text is another run: its steps have nothing in common with those of the one before.
    editScenario('text', change, 0)
  }
  const paste = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = new FormData(event.currentTarget).get('text')
    if (typeof text === 'string') run((old) => scenarioOfText('Own text', text, old))
  }
  const openFile = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (file === undefined) return
    readText(file).then(
      (text) => run((old) => scenarioOfText(file.name, text, old)),
      (error: unknown) => refuse(file.name, error),
    )
  }
  const openBuiltIn = (chosen: BuiltInText) => {
    loadText(chosen.path).then(
      (text) => run((old) => scenarioOfText(chosen.title, text, old)),
      (error: unknown) => refuse(chosen.title, error),
    )
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button>Text…</Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side="top"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          aria-label="The text to count"
        >
          <form className={`${styles.form} ${styles.text}`} onSubmit={paste}>
            <label>
              <span>Count the words of</span>
              <textarea
                name="text"
                rows={6}
                required
                maxLength={LIMITS.bytes}
                placeholder="a rose is a rose"
              />
            </label>
            <p className={styles.hint}>
              A word ends at a space or a line break: “It”, “it” and “it,” are three words.
            </p>
            <Button type="submit" weight="solid">
              Run on this text
            </Button>
            <label>
              <span>or of a text file</span>
              <input type="file" accept=".txt,text/plain" onChange={openFile} />
            </label>
            <div className={styles.choices} role="group" aria-label="Texts that come with the page">
              {BUILT_IN_TEXTS.map((one) => (
                <Button key={one.path} onClick={() => openBuiltIn(one)}>
                  {one.title}
                </Button>
              ))}
            </div>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

async function readText(file: File): Promise<string> {
  if (file.size > LIMITS.bytes) {
    const size = `${(file.size / 1e6).toFixed(1)} MB`
    throw new Error(`It has ${size}; at most ${LIMITS.bytes / 1e6} MB are counted.`)
  }
  return file.text()
}

function refuse(name: string, error: unknown): void {
  useNotices.getState().show({
    kind: 'error',
    title: `${name} cannot be read`,
    lines: [error instanceof Error ? error.message : String(error)],
  })
}
