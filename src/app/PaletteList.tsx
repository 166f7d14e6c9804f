import { CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList, CommandRoot } from 'cmdk'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Lab } from '../labs/lab.ts'
import { type Command, type CommandGroup as GroupName, listCommands } from './commands.ts'
import { Keys } from './Keys.tsx'
import styles from './Palette.module.css'
import { searchCommands } from './searchCommands.ts'

export interface PaletteListProps {
  readonly labs: readonly Lab[]
  /** A command was chosen. */
  onDone(): void
}

/** What the palette shows: a field, and the commands that it finds, in their groups. */
export function PaletteList({ labs, onDone }: PaletteListProps) {
  const [query, setQuery] = useState('')
  const input = useRef<HTMLInputElement>(null)
  // Not `autoFocus`, which comes before the dialog is shown, and so to nothing.
  useEffect(() => input.current?.focus(), [])
  const commands = useMemo(() => listCommands(labs).filter(({ id }) => id !== 'palette'), [labs])
  const found = searchCommands(commands, query)
  const groups = groupsOf(found, query)

  const choose = (command: Command) => {
    // First, so that the focus is back on the page before the command moves it.
    onDone()
    command.run()
  }

  return (
    // The search is the project's own: cmdk sorts what React drew behind React's back.
    <CommandRoot label="Commands" className={styles.root} shouldFilter={false} vimBindings={false} loop>
      <div className={styles.field}>
        <Search size={18} aria-hidden="true" />
        <CommandInput
          ref={input}
          className={styles.input}
          placeholder="Find a command, or type the number of a step"
          value={query}
          onValueChange={setQuery}
        />
      </div>
      <CommandList className={styles.list} label="Commands">
        <CommandEmpty className={styles.empty}>{nothingFound(query)}</CommandEmpty>
        {groups.map((group) => (
          <CommandGroup key={group} heading={group} className={styles.group}>
            {found
              .filter((command) => command.group === group)
              .map((command) => (
                <CommandItem
                  key={command.id}
                  value={command.id}
                  className={styles.item}
                  onSelect={() => choose(command)}
                >
                  <span>{command.title}</span>
                  <Keys keys={command.keys} />
                </CommandItem>
              ))}
          </CommandGroup>
        ))}
      </CommandList>
    </CommandRoot>
  )
}

const ORDER: readonly GroupName[] = ['Steps', 'Branches', 'Scenarios', 'Share', 'View']

/** The groups of commands: in their order, or for a search by their best hits. */
function groupsOf(commands: readonly Command[], query: string): readonly GroupName[] {
  const groups = [...new Set(commands.map(({ group }) => group))]
  return query.trim() === '' ? ORDER.filter((group) => groups.includes(group)) : groups
}

function nothingFound(query: string): string {
  return /^\s*\d+\s*$/.test(query)
    ? `There is no step ${query.trim()}.`
    : `No command has “${query.trim()}” in its name.`
}
