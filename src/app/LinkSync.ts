import type { Scenario } from '../engine/scenario/scenario.ts'
import type { BuiltIn, Lab } from '../labs/lab.ts'
import { loadProtocol } from '../protocols/registry.ts'
import { checkBranches, formatLink, type Link, parseLink } from '../store/link.ts'
import { useNotices } from '../store/notices.ts'
import { usePlayer } from '../store/player.ts'
import { attachFiles } from '../store/scenarioFiles.ts'
import { type Opened, type Source, useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'
import { ask } from './asked.ts'
import { loadBuiltIn } from './builtIn.ts'
import { loadLabViews } from './labViews.ts'
import { openScenario, stopMotion } from './openScenario.ts'

/** Browsers refuse to write the address more often than about a hundred times in ten to thirty seconds. */
const WRITE_EVERY_ms = 300

/** An edit sooner after the one before belongs to it. */
const ONE_EDIT_ms = 1000

/** The path of the home page. */
const HOME = '/'

/** What is wrong with a link, for a notice. */
interface Wrong {
  readonly title: string
  readonly lines: readonly string[]
  readonly action?: { readonly label: string; run(): void }
}

/**
 * Keeps the address of the page and the session in step, both ways. The address names the place: moving
 * within a run rewrites it, opening another scenario or branch adds to the history, so that Back returns.
 */
export class LinkSync {
  readonly #labs: readonly Lab[]
  #stop: () => void = () => {}
  /** The path in the address bar, as last written or opened; a good one. */
  #written: string | undefined
  /** What `#written`, or the write that is waiting, names. */
  #shown: Opened | undefined
  #waiting: ReturnType<typeof setTimeout> | undefined
  /** Counts what was asked for, so that a slow answer does not replace a later one. */
  #turn = 0
  #loading = false
  /** Set while this opens something itself. */
  #muted = false
  /** The step that an opened link asks for, while it is not recorded yet. */
  #wanted = 0
  #warned: Scenario | undefined
  /** The scenario on screen that is too large for a link, and the path that stands for it. */
  #unlinked: { readonly path: string; readonly scenario: Scenario } | undefined
  /** When the history got its last entry. */
  #pushed_ms = Number.NEGATIVE_INFINITY

  constructor(labs: readonly Lab[]) {
    this.#labs = labs
  }

  start(): void {
    const navigated = () => {
      const path = pathInAddress()
      if (path !== this.#written) void this.#open(path)
    }
    const flush = () => this.flush()
    window.addEventListener('popstate', navigated)
    window.addEventListener('hashchange', navigated)
    window.addEventListener('pagehide', flush)
    const unsubscribe = useSession.subscribe(({ opened }) => this.#follow(opened))
    this.#stop = () => {
      window.removeEventListener('popstate', navigated)
      window.removeEventListener('hashchange', navigated)
      window.removeEventListener('pagehide', flush)
      unsubscribe()
    }
    void this.#open(pathInAddress())
  }

  stop(): void {
    this.#turn++
    this.#stop()
    clearTimeout(this.#waiting)
  }

  /** Writes the current place into the address at once. */
  flush(): void {
    if (this.#waiting === undefined) return
    clearTimeout(this.#waiting)
    this.#waiting = undefined
    if (this.#shown !== undefined) this.#write('replace', this.#shown)
  }

  // ---- From the address to the session

  async #open(path: string): Promise<void> {
    const turn = ++this.#turn
    clearTimeout(this.#waiting)
    this.#waiting = undefined
    // A scenario that is still being loaded in another way comes too late.
    ask()
    if (path === HOME) return this.#openHome()
    if (this.#comesBack(path)) return
    this.#loading = true
    const wrong = await this.#tryOpen(path, turn)
    if (turn !== this.#turn) return
    this.#loading = false
    const { opened } = useSession.getState()
    if (wrong !== undefined) {
      const { title, lines, action } = wrong
      useNotices.getState().show({ kind: 'error', title, lines, action })
      if (useView.getState().home) return this.#openHome()
    }
    if (opened === undefined) {
      // Without anything to keep, the first scenario or the home page is better than an empty page.
      const first = this.#firstPath(path)
      return this.#open(path === first ? HOME : first)
    }
    // The address says what is shown: the last step for one that does not exist, the place that was kept.
    this.#shown = opened
    this.#write('replace', opened)
  }

  /** What is open stays open behind the home page. */
  #openHome(): void {
    this.#loading = false
    stopMotion()
    useView.getState().showHome(true)
    this.#written = HOME
    if (pathInAddress() !== HOME) history.replaceState(null, '', `#${HOME}`)
  }

  /** Whether the path is that of the scenario behind the home page, which has no link of its own. */
  #comesBack(path: string): boolean {
    const { opened } = useSession.getState()
    if (opened === undefined || path !== this.#unlinked?.path) return false
    if (opened.scenario !== this.#unlinked.scenario) return false
    this.#shown = opened
    this.#written = path
    this.#loading = false
    useView.getState().showHome(false)
    return true
  }

  /** Returns what is wrong with the link; the page then still shows what it did. */
  async #tryOpen(path: string, turn: number): Promise<Wrong | undefined> {
    try {
      await this.#loadLab(path.split('/')[1] ?? '')
    } catch {
      const action = { label: 'Try again', run: () => void this.#open(path) }
      return { title: 'The lab of this link cannot be loaded', lines: ['Check the connection.'], action }
    }
    if (turn !== this.#turn) return undefined
    const parsed = parseLink(path)
    if (!parsed.ok) return parsed.problem
    const { link } = parsed
    const lab = this.#labs.find(({ id }) => id === link.lab)
    if (lab === undefined) {
      const titles = this.#labs.map(({ id, title }) => `${title} (${id})`)
      return { title: `There is no lab ${link.lab}`, lines: [`The labs are ${titles.join(', ')}.`] }
    }
    if (link.scenario.kind === 'own') {
      const own = await attachFiles(link.scenario.scenario)
      if (turn !== this.#turn) return undefined
      if (!own.ok) return { title: 'The scenario of this link cannot be opened', lines: own.lines }
      const problem = checkBranches(own.scenario, link.branches)
      return problem ?? this.#show(link, own.scenario, { builtIn: undefined }, turn)
    }
    const name = link.scenario.kind === 'first' ? lab.scenarios[0]?.name : link.scenario.name
    const file = lab.scenarios.find((one) => one.name === name)
    if (file === undefined) return unknownScenario(lab, name)
    const loaded = await loadBuiltIn(file.name)
    if (turn !== this.#turn) return undefined
    if (!loaded.ok) {
      const action = { label: 'Try again', run: () => void this.#open(path) }
      return { title: `${file.title} cannot be loaded`, lines: loaded.lines, action }
    }
    const problem = checkBranches(loaded.scenario, link.branches)
    return problem ?? this.#show(link, loaded.scenario, { builtIn: file.name }, turn)
  }

  async #show(link: Link, scenario: Scenario, source: Source, turn: number): Promise<Wrong | undefined> {
    const { opened } = useSession.getState()
    const isSameRun = opened !== undefined && isPartOf(link, scenario, source, opened)
    let opening: ReturnType<typeof openScenario> | undefined
    this.#muted = true
    if (isSameRun && (opened.tree.recording(link.branch)?.length ?? -1) >= link.cursor) {
      stopMotion()
      useSession.getState().switchTo(link.branch)
      useSession.getState().goTo(link.cursor)
      useView.getState().showHome(false)
    } else {
      opening = openScenario(scenario, source, {
        // Branches that grew since the link was written stay.
        branches: isSameRun ? originsOf(opened) : link.branches,
        branch: link.branch,
        cursor: link.cursor,
      })
    }
    this.#muted = false
    this.#shown = useSession.getState().opened
    this.#wanted = link.cursor
    this.#loading = false
    const done = await opening
    if (turn !== this.#turn || done === undefined || done.stepExists) return undefined
    sayThatStepIsMissing(link.cursor)
    return undefined
  }

  /** Loads what runs a lab and what shows it, side by side. */
  async #loadLab(id: string): Promise<void> {
    const lab = this.#labs.find((one) => one.id === id)
    if (lab !== undefined) await Promise.all([loadProtocol(lab.id), loadLabViews(lab)])
  }

  /** The lab that a bad link names, if it names one; else the home page. */
  #firstPath(path: string): string {
    const named = path.split('/')[1]
    return this.#labs.some(({ id }) => id === named) ? `/${named}` : HOME
  }

  // ---- From the session to the address

  #follow(opened: Opened | undefined): void {
    if (opened === undefined || this.#muted) return
    const before = this.#shown
    const isOther =
      before === undefined ||
      opened.scenario !== before.scenario ||
      opened.tree !== before.tree ||
      opened.branch !== before.branch
    if (this.#loading) {
      // Something else was opened while a link was loading: that is what the user wants now.
      if (!isOther) return
      this.#turn++
      this.#loading = false
    }
    if (!isOther && opened.recordingOn && opened.cursor < this.#wanted) {
      this.#shown = opened
      return
    }
    this.#wanted = 0
    if (isOther) {
      this.flush()
      this.#shown = opened
      const isFirst = before === undefined && this.#written !== HOME
      this.#write(isFirst || this.#isStillEditing(before, opened) ? 'replace' : 'push', opened)
    } else if (opened.cursor !== before.cursor) {
      this.#shown = opened
      this.#waiting ??= setTimeout(() => this.flush(), WRITE_EVERY_ms)
    }
  }

  /** Edits that follow each other closely, as a slider makes them, are one entry of the history. */
  #isStillEditing(before: Opened | undefined, { source, tree }: Opened): boolean {
    const areEdits = [before?.source, source].every((one) => one !== undefined && one.builtIn === undefined)
    const isSoon = performance.now() - this.#pushed_ms < ONE_EDIT_ms
    return areEdits && tree.branches.length === 1 && before?.tree.branches.length === 1 && isSoon
  }

  #write(how: 'push' | 'replace', opened: Opened): void {
    const path = this.#pathOf(opened)
    this.#written = path
    if (path === pathInAddress()) return
    try {
      if (how === 'push') this.#pushed_ms = performance.now()
      if (how === 'push') history.pushState(null, '', `#${path}`)
      else history.replaceState(null, '', `#${path}`)
    } catch {
      // The browser holds writes back for a while: the next one carries the place.
      this.#written = pathInAddress()
      this.#waiting ??= setTimeout(() => this.flush(), 10 * WRITE_EVERY_ms)
    }
  }

  #pathOf(opened: Opened): string {
    const path = formatLink(opened)
    if (path !== undefined) return path
    if (this.#warned !== opened.scenario) {
      this.#warned = opened.scenario
      useNotices.getState().show({
        kind: 'info',
        title: 'This scenario is too large for a link',
        lines: ['Reloading the page loses it. Export it to keep it or to share it.'],
      })
    }
    const stands = `/${opened.scenario.lab}`
    this.#unlinked = { path: stands, scenario: opened.scenario }
    return stands
  }
}

function pathInAddress(): string {
  const path = location.hash.slice(1)
  return path === '' ? HOME : path
}

function unknownScenario(lab: Lab, name: string | undefined): Wrong {
  const titles = lab.scenarios.map((one: BuiltIn) => one.title)
  return {
    title: name === undefined ? `${lab.title} has no scenario` : `There is no scenario ${name}`,
    lines: titles.length === 0 ? [] : [`${lab.title} has ${titles.join(', ')}.`],
  }
}

function sayThatStepIsMissing(step: number): void {
  const { length } = useSession.getState().opened ?? { length: 0 }
  useNotices.getState().show({
    kind: 'error',
    title: `Step ${step} of this link does not exist`,
    lines: [`The scenario has ${length} ${length === 1 ? 'step' : 'steps'}. You are at the last one.`],
    action: { label: 'Go to start', run: () => usePlayer.getState().seek(0) },
  })
}

/** Whether a link names a place in the tree that is open. */
function isPartOf(link: Link, scenario: Scenario, source: Source, opened: Opened): boolean {
  if (source.builtIn !== opened.source.builtIn) return false
  if (source.builtIn === undefined && !isSame(scenario, opened.scenario)) return false
  return isSame(link.branches, originsOf(opened).slice(0, link.branches.length))
}

function originsOf({ tree }: Opened) {
  return tree.branches.flatMap(({ origin }) => (origin === undefined ? [] : [origin]))
}

/** Scenarios and actions are plain JSON data, read by the same schema: equal JSON is equal data. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
