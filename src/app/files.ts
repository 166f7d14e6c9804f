import { faultLines } from '../engine/scenario/fault.ts'
import { checkScenario, type ParseResult, serializeScenario } from '../engine/scenario/parse.ts'
import { labs } from '../labs/registry.ts'
import { readScenario } from '../protocols/readScenario.ts'
import { formats, loadProtocol } from '../protocols/registry.ts'
import { useNotices } from '../store/notices.ts'
import { attachFiles } from '../store/scenarioFiles.ts'
import { useSession } from '../store/session.ts'
import { ask, isStillWanted } from './asked.ts'
import { loadLabViews } from './labViews.ts'
import { openScenario } from './openScenario.ts'

/** The largest file that is read. */
const MAX_FILE_bytes = 8_000_000

let picker: HTMLInputElement | undefined

/** Names the hidden input that `pickFile` uses. */
export function setPicker(input: HTMLInputElement | null): void {
  picker = input ?? undefined
}

/** Asks for a scenario or a text and opens it. */
export function pickFile(): void {
  picker?.click()
}

/** Opens a scenario file, or a text in the lab that works on texts. Of several, the first. Whatever is wrong, the page keeps what it has. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const [file, ...others] = files
  if (file === undefined) return
  const { show } = useNotices.getState()
  if (file.size > MAX_FILE_bytes) {
    const size = `${(file.size / 1e6).toFixed(1)} MB`
    const line = `${file.name} has ${size}; at most ${MAX_FILE_bytes / 1e6} MB are read.`
    show({ kind: 'error', title: `${file.name} is too large`, lines: [line] })
    return
  }
  const asked = ask()
  let bytes: ArrayBuffer
  try {
    bytes = await file.arrayBuffer()
  } catch {
    // A folder, or a file that was moved or locked since.
    const lines = ['The browser cannot read it. Choose a scenario file, such as join.json, or a text.']
    show({ kind: 'error', title: `${file.name} cannot be read`, lines })
    return
  }
  const text = textIn(bytes)
  if (text === undefined) {
    const lines = ['It holds no text. Choose a scenario file, such as join.json, or a text.']
    show({ kind: 'error', title: `${file.name} is neither a scenario nor a text`, lines })
    return
  }
  let parsed: ParseResult
  try {
    parsed = isScenarioFile(file, text) ? await readScenario(text) : await readText(file.name, text)
  } catch {
    const lines = [
      'The part of the page that runs it cannot be loaded. Check the connection, then try again.',
    ]
    show({ kind: 'error', title: `${file.name} cannot be opened`, lines })
    return
  }
  if (!parsed.ok) {
    show({ kind: 'error', title: `${file.name} cannot be opened`, lines: faultLines(parsed.faults) })
    return
  }
  const attached = await attachFiles(parsed.scenario)
  if (!isStillWanted(asked)) return
  if (!attached.ok) {
    show({ kind: 'error', title: `${file.name} cannot be opened`, lines: attached.lines })
    return
  }
  const opened = await openScenario(attached.scenario, { builtIn: undefined })
  if (opened === undefined || others.length === 0) return
  const skipped = others.map(({ name }) => name).join(', ')
  show({
    kind: 'info',
    title: `${file.name} is open`,
    lines: [`One file is opened at a time. Not opened: ${skipped}.`],
  })
}

/** The text in a file; undefined when it is empty or something else. */
function textIn(bytes: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.trim() === '' || text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

/** Whether a file is meant as a scenario. Anything else that is text is a text to work on. */
function isScenarioFile({ name, type }: File, text: string): boolean {
  return /\.json$/i.test(name) || type === 'application/json' || /^\s*\{/.test(text)
}

/** The scenario of a text, in the lab that works on texts. */
async function readText(name: string, text: string): Promise<ParseResult> {
  const lab = labs.find(({ readsText }) => readsText)
  if (lab === undefined) return readScenario(text)
  const [views] = await Promise.all([loadLabViews(lab), loadProtocol(lab.id)])
  const current = useSession.getState().opened?.scenario
  const made = views.ofText?.(name, text, current?.lab === lab.id ? current : undefined)
  return made === undefined ? readScenario(text) : checkScenario(made, formats)
}

/** Downloads the scenario of the current branch, its interventions included. Opening the file gives it back. */
export function exportScenario(): void {
  const { opened } = useSession.getState()
  if (opened === undefined) return
  const { scenario } = opened.tree.branch(opened.branch)
  const address = URL.createObjectURL(new Blob([serializeScenario(scenario)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName(scenario.title)
  link.click()
  // The download starts after this task.
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}

/** `Join: 50 through 15` is exported as `join-50-through-15.json`. */
export function fileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const slug = Array.from(words.join('-')).slice(0, 60).join('').replace(/-$/, '')
  return `${slug === '' ? 'scenario' : slug}.json`
}
