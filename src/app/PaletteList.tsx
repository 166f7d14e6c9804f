import { CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList, CommandRoot } from 'cmdk'
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Lab } from '../labs/lab.ts'
import { type Command, listCommands } from './commands.ts'
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
  const commands = useMemo(() => listCommands(labs), [labs])
  const found = searchCommands(commands, query)
  const groups = [...new Set(found.map(({ group }) => group))]

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
          autoFocus
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

function nothingFound(query: string): string {
  return /^\s*\d+\s*$/.test(query)
    ? `There is no step ${query.trim()}.`
    : `No command has “${query.trim()}” in its name.`
}
