import { create } from 'zustand'
import type { StepKind } from '../engine/kernel/kernel.ts'
import type { Frame } from '../engine/record/frame.ts'
import type { Recording } from '../engine/record/recording.ts'
import type { Procedure } from '../engine/run/protocol.ts'
import type { Fault } from '../engine/scenario/fault.ts'
import { checkScenario } from '../engine/scenario/parse.ts'
import { type Action, documentOf, type Scenario, withFiles } from '../engine/scenario/scenario.ts'
import { type AnyProtocol, formats, protocolOf } from '../protocols/registry.ts'
import { type BranchId, type BranchOrigin, BranchTree, branchedActions } from './branches.ts'
import { withoutStrangers } from './meddling.ts'
import { useNotices } from './notices.ts'
import { recordInSlices } from './recordInSlices.ts'

/** The greatest number of steps that the page records; a longer run is cut off and says so. */
export const MAX_STEPS = 200_000

/** Where the scenario came from: a built-in file by its name, or the user's own. */
export type Source = { readonly builtIn: string } | { readonly builtIn: undefined }

/** What a session shows: one scenario, its branches, and the step that is looked at. */
export interface Opened {
  readonly source: Source
  readonly protocol: AnyProtocol
  readonly scenario: Scenario
  readonly listing: readonly Procedure[]
  readonly tree: BranchTree
  readonly branch: BranchId
  readonly recording: Recording<unknown>
  /** Number of steps recorded so far. */
  readonly length: number
  /** Whether recording goes on. */
  readonly recordingOn: boolean
  readonly cursor: number
  readonly frame: Frame<unknown>
}

export interface Place {
  readonly branches?: readonly BranchOrigin[]
  readonly branch?: BranchId
  readonly cursor?: number
}

interface Session {
  readonly opened: Opened | undefined
  /** Opens a scenario, at a place in it. Resolves when the place is recorded; says whether the step exists. */
  open: (scenario: Scenario, source: Source, place?: Place) => Promise<{ readonly stepExists: boolean }>
  /**
   * Changes the scenario, with what was done by hand in the branch on screen, and runs it again at once. The
   * step number stays where it exists, or is `cursor`.
   */
  edit: (change: (scenario: Scenario) => Scenario, cursor?: number) => readonly Fault[]
  /** Goes to a step of the current branch; outside the recording it stops at its ends. */
  goTo: (cursor: number) => void
  /**
   * Does something to the world after the current step: opens a branch and takes its first step. Where the
   * user's own scenario has come to its last action, it makes that longer instead.
   */
  act: (action: Action) => readonly Fault[]
  switchTo: (branch: BranchId) => void
  /** Stops recording; what is recorded stays. */
  cancelRecording: () => void
}

let cancel: (() => void) | undefined

/** A run that cannot go on is a fault of ours; what is recorded of it stays on screen. */
function sayItFailed(error: unknown): void {
  useNotices.getState().show({
    kind: 'error',
    title: 'The run cannot go on',
    lines: [error instanceof Error ? error.message : String(error)],
  })
}

/** Whether an action by hand continues the scenario: the user made it, and looks at what comes of its end. */
function growsWhenActedOn({ source, tree, recording, recordingOn, cursor, scenario }: Opened): boolean {
  const isOwn = source.builtIn === undefined && scenario.until_ms === undefined
  if (!isOwn || tree.branches.length > 1 || recordingOn || !recording.complete) return false
  const lastAction = recording.steps.findLastIndex(({ kind }) => !GOES_ON.includes(kind)) + 1
  return cursor >= lastAction
}

/** What happens by itself, without an action. */
const GOES_ON: readonly StepKind[] = ['message', 'lost', 'timer']

/** An action after everything else. Where time goes on by itself, the last one may have settled long before. */
function atTheEnd(action: Action, { protocol, frame }: Opened): Action {
  return protocol.unfinished === undefined ? action : { ...action, at_ms: Math.ceil(frame.now_us / 1000) }
}

function sayWhatIsLeftOut(): void {
  useNotices.getState().show({
    kind: 'info',
    title: 'What was done to messages by hand is left out',
    lines: ['With another value the messages are others. Back returns to the run before.'],
  })
}

/** The session of the page. Components select the fields that they show. */
export const useSession = create<Session>()((set, get) => {
  /** Shows a branch, records what is missing of it, and resolves when `cursor` is recorded or cannot be. */
  async function show(
    opened: Omit<Opened, 'recording' | 'length' | 'recordingOn' | 'frame'>,
  ): Promise<boolean> {
    // Made first: where a scenario cannot be run, what is shown goes on.
    const recorder = opened.tree.recorder(opened.branch)
    cancel?.()
    const { recording } = recorder
    const wanted = opened.cursor
    const place = () => Math.min(wanted, recording.length)
    const publish = (recordingOn: boolean) => {
      const now = get().opened
      const follows = now?.recording !== recording || now.cursor < wanted
      // Once the wanted step is there, the user may have gone elsewhere: then only the length changes.
      const cursor = follows ? place() : now.cursor
      const frame =
        now?.recording === recording && now.cursor === cursor ? now.frame : recording.frame(cursor)
      set({ opened: { ...opened, recording, length: recording.length, recordingOn, cursor, frame } })
    }
    return new Promise((resolve, reject) => {
      const stop = recordInSlices(recorder, MAX_STEPS, {
        progress(on) {
          publish(on)
          if (!on || recording.length >= wanted) resolve(recording.length >= wanted)
        },
        failed(error) {
          publish(false)
          reject(error)
        },
      })
      cancel = () => {
        stop()
        resolve(recording.length >= wanted)
      }
    })
  }

  /** Adds an action to the end of the scenario. */
  function grow(opened: Opened, action: Action): readonly Fault[] {
    const { protocol, frame, cursor, recording } = opened
    const objections = protocol.objections?.(action, frame) ?? []
    if (objections.length > 0) return objections
    const added = cursor < recording.length ? { ...action, at_step: cursor } : atTheEnd(action, opened)
    return get().edit((old) => ({ ...old, actions: [...old.actions, added] }), cursor + 1)
  }

  return {
    opened: undefined,

    async open(scenario, source, place = {}) {
      const protocol = protocolOf(scenario.lab)
      let tree = BranchTree.of(protocol, scenario)
      for (const origin of place.branches ?? []) tree = tree.grow(origin)
      const branch = place.branch !== undefined && place.branch < tree.branches.length ? place.branch : 0
      const listing = protocol.listing(scenario)
      const stepExists = await show({
        source,
        protocol,
        scenario,
        listing,
        tree,
        branch,
        cursor: place.cursor ?? 0,
      })
      return { stepExists }
    },

    edit(change, cursor) {
      const { opened } = get()
      if (opened === undefined) return []
      const changed = change(opened.tree.branch(opened.branch).scenario)
      const checked = checkScenario(documentOf(changed), formats)
      if (!checked.ok) return checked.faults
      const edited = withFiles(checked.scenario, changed.files)
      const scenario = withoutStrangers(edited, opened.protocol, opened.recording)
      if (scenario !== edited) sayWhatIsLeftOut()
      get()
        .open(scenario, { builtIn: undefined }, { cursor: cursor ?? opened.cursor })
        .catch(sayItFailed)
      return []
    },

    goTo(cursor) {
      const { opened } = get()
      if (opened === undefined) return
      const wanted = Math.max(0, Math.min(cursor, opened.recording.length))
      if (wanted === opened.cursor) return
      set({ opened: { ...opened, cursor: wanted, frame: opened.recording.frame(wanted) } })
    },

    act(action) {
      const { opened } = get()
      if (opened === undefined) return []
      if (growsWhenActedOn(opened)) return grow(opened, action)
      const placed = { ...action, at_step: opened.cursor }
      const parent = opened.tree.branch(opened.branch)
      // The schema judges what the user asked for, as it would in a file.
      const checked = checkScenario(
        { ...documentOf(parent.scenario), actions: branchedActions(parent.scenario, placed) },
        formats,
      )
      if (!checked.ok) return checked.faults
      const objections = opened.protocol.objections?.(placed, opened.frame) ?? []
      if (objections.length > 0) return objections
      const tree = opened.tree.grow({ parent: opened.branch, action: placed })
      const branch = tree.branches.length - 1
      show({ ...opened, tree, branch, cursor: opened.cursor + 1 }).catch(sayItFailed)
      return []
    },

    switchTo(branch) {
      const { opened } = get()
      if (opened === undefined || branch === opened.branch) return
      show({ ...opened, branch }).catch(sayItFailed)
    },

    cancelRecording() {
      cancel?.()
      const { opened } = get()
      if (opened !== undefined) set({ opened: { ...opened, recordingOn: false } })
    },
  }
})
