import type { Lab } from '../labs/lab.ts'
import { usePlayer } from '../store/player.ts'
import { usePreferences } from '../store/preferences.ts'
import { type Opened, useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'
import { originWords } from '../ui/timeline/words.ts'
import { useDialogs } from './dialogs.ts'
import { exportScenario, pickFile } from './files.ts'
import { newScenario } from './newScenario.ts'
import { stopMotion } from './openScenario.ts'
import { copyLink, openBuiltIn } from './useLink.ts'
import { toggleTheme } from './useTheme.ts'

export type CommandGroup = 'Steps' | 'Branches' | 'Scenarios' | 'Share' | 'View'

/** Something that the user can have done, by key or from the palette. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly group: CommandGroup
  /** Keys by their names in `KeyboardEvent.key`; `Mod+` is Ctrl, on a Mac ⌘. Any one of them will do. */
  readonly keys: readonly string[]
  /** Whether a key that is held down goes on doing it. */
  readonly repeats?: boolean
  run(): void
  enabled(): boolean
}

const opened = () => (useView.getState().home ? undefined : useSession.getState().opened)
const player = () => usePlayer.getState()
const isOpen = () => opened() !== undefined
const cursor = () => opened()?.cursor ?? 0
const length = () => opened()?.length ?? 0

const milestones = () => opened()?.recording.milestones ?? []
const milestoneBefore = () => milestones().findLast(({ step }) => step < cursor())
const milestoneAfter = () => milestones().find(({ step }) => step > cursor())

function seek(step: number | undefined): void {
  if (step !== undefined) player().seek(step)
}

/** The commands that have keys. The help lists them in this order. */
export const keyCommands: readonly Command[] = [
  {
    id: 'forward',
    title: 'Step forward',
    group: 'Steps',
    // Clickers send Page Down, and some a full stop where they mean to blank the screen.
    keys: ['ArrowRight', 'PageDown', '.'],
    repeats: true,
    run: () => player().forward(),
    enabled: () => (opened()?.recording.stopAfter(cursor()) ?? 0) > cursor(),
  },
  {
    id: 'back',
    title: 'Step back',
    group: 'Steps',
    keys: ['ArrowLeft', 'PageUp'],
    repeats: true,
    run: () => player().back(),
    enabled: () => cursor() > 0,
  },
  {
    id: 'play',
    title: 'Play or pause',
    group: 'Steps',
    keys: [' '],
    run: () => player().toggle(),
    enabled: () => length() > 0,
  },
  {
    id: 'next-event',
    title: 'Go to the next event, routine or not',
    group: 'Steps',
    keys: ['>'],
    repeats: true,
    run: () => seek(cursor() + 1),
    enabled: () => cursor() < length(),
  },
  {
    id: 'previous-event',
    title: 'Go to the event before, routine or not',
    group: 'Steps',
    keys: ['<'],
    repeats: true,
    run: () => seek(cursor() - 1),
    enabled: () => cursor() > 0,
  },
  {
    id: 'previous-milestone',
    title: 'Go to the previous milestone',
    group: 'Steps',
    keys: ['['],
    repeats: true,
    run: () => seek(milestoneBefore()?.step),
    enabled: () => milestoneBefore() !== undefined,
  },
  {
    id: 'next-milestone',
    title: 'Go to the next milestone',
    group: 'Steps',
    keys: [']'],
    repeats: true,
    run: () => seek(milestoneAfter()?.step),
    enabled: () => milestoneAfter() !== undefined,
  },
  {
    id: 'start',
    title: 'Go to the start',
    group: 'Steps',
    keys: ['Home'],
    run: () => seek(0),
    enabled: () => cursor() > 0,
  },
  {
    id: 'end',
    title: 'Go to the end',
    group: 'Steps',
    keys: ['End'],
    run: () => seek(length()),
    enabled: () => cursor() < length(),
  },
  {
    id: 'present',
    title: 'Present',
    group: 'View',
    keys: ['p', 'f'],
    run: () => useView.getState().present(!useView.getState().presenting),
    enabled: isOpen,
  },
  {
    id: 'leave-presenter',
    title: 'Leave presenter mode',
    group: 'View',
    keys: ['Escape'],
    run: () => useView.getState().present(false),
    enabled: () => useView.getState().presenting,
  },
  {
    id: 'palette',
    title: 'Find a command',
    group: 'View',
    keys: ['Mod+k', '/'],
    run: () => useDialogs.getState().show('palette'),
    enabled: () => true,
  },
  {
    id: 'help',
    title: 'Keys and signs',
    group: 'View',
    keys: ['?'],
    run: () => useDialogs.getState().show('help'),
    enabled: () => true,
  },
]

const otherCommands: readonly Command[] = [
  {
    id: 'home',
    title: 'Go to the home page',
    group: 'View',
    keys: [],
    run: () => {
      location.hash = '/'
    },
    enabled: () => !useView.getState().home,
  },
  {
    id: 'rename',
    title: 'Rename this scenario',
    group: 'Scenarios',
    keys: [],
    run: () => useDialogs.getState().show('rename'),
    enabled: isOpen,
  },
  {
    id: 'open-file',
    title: 'Open a scenario file',
    group: 'Scenarios',
    keys: [],
    run: pickFile,
    enabled: () => true,
  },
  {
    id: 'copy-link',
    title: 'Copy the link to this step',
    group: 'Share',
    keys: [],
    run: () => void copyLink(),
    enabled: isOpen,
  },
  {
    id: 'export',
    title: 'Export this scenario as a file',
    group: 'Share',
    keys: [],
    run: exportScenario,
    enabled: isOpen,
  },
  {
    id: 'about-run',
    title: 'About this run',
    group: 'View',
    keys: [],
    run: () => useDialogs.getState().show('run'),
    enabled: isOpen,
  },
  {
    id: 'theme',
    title: 'Switch between light and dark',
    group: 'View',
    keys: [],
    run: toggleTheme,
    enabled: () => true,
  },
  {
    id: 'system-theme',
    title: 'Light or dark as the system has it',
    group: 'View',
    keys: [],
    run: () => usePreferences.getState().setTheme('system'),
    enabled: () => usePreferences.getState().theme !== 'system',
  },
]

/** Every command that can be given now, in the order of the palette. */
export function listCommands(labs: readonly Lab[]): readonly Command[] {
  const session = opened()
  return [
    ...keyCommands,
    ...(session === undefined ? [] : branchCommands(session)),
    ...labs.flatMap(openCommands),
    ...otherCommands,
  ].filter((command) => command.enabled())
}

/** `Go to step 12`, when the run has that step. */
export function stepCommand(step: number): Command {
  return {
    id: `step-${step}`,
    title: `Go to step ${step}`,
    group: 'Steps',
    keys: [],
    run: () => seek(step),
    enabled: () => isOpen() && step <= length(),
  }
}

function openCommands(lab: Lab): Command[] {
  const open = lab.scenarios.map(
    ({ name, title }): Command => ({
      id: `open-${lab.id}-${name}`,
      title: `Open ${lab.title}: ${title}`,
      group: 'Scenarios',
      keys: [],
      run: () => openBuiltIn(lab.id, name),
      enabled: () => true,
    }),
  )
  const make: Command = {
    id: `new-${lab.id}`,
    title: `New ${lab.title} scenario`,
    group: 'Scenarios',
    keys: [],
    run: () => void newScenario(lab),
    enabled: () => true,
  }
  return [...open, make]
}

/** The branches by the words of their picker: `Branch 2: after step 8: crash 58`. */
function branchCommands({ tree, branch: current, protocol, recording }: Opened): Command[] {
  if (tree.branches.length === 1) return []
  return tree.branches.map((branch) => {
    const past = branch.origin && (tree.recording(branch.origin.parent) ?? recording)
    return {
      id: `branch-${branch.id}`,
      title: `Branch ${branch.id + 1}: ${originWords(branch, protocol, past)}`,
      group: 'Branches',
      keys: [],
      run: () => {
        stopMotion()
        useSession.getState().switchTo(branch.id)
      },
      enabled: () => branch.id !== current,
    }
  })
}
