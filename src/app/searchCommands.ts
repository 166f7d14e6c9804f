import { defaultFilter } from 'cmdk'
import { type Command, stepCommand } from './commands.ts'

/** Commands that have every word of the query in their names, the likest first. A number asks for that step. */
export function searchCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.trim()
  if (words === '') return commands
  const step = /^\d{1,9}$/.test(words) ? [stepCommand(Number(words))].filter((one) => one.enabled()) : []
  const scored = commands
    // cmdk alone also finds letters that are scattered over a title; nobody asked for those.
    .filter((command) => hasEveryWord(command, words))
    .map((command) => ({ command, score: defaultFilter(command.title, words, [command.group]) }))
    .sort((a, b) => b.score - a.score)
  return [...step, ...scored.map(({ command }) => command)]
}

function hasEveryWord({ title, group }: Command, query: string): boolean {
  const name = `${title} ${group}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.includes(word))
}
