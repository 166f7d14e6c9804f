import { defaultFilter } from 'cmdk'
import { type Command, stepCommand } from './commands.ts'

/** Commands whose names are like the query, the likest group first. A number asks for that step. */
export function searchCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.trim()
  if (words === '') return commands
  const step = /^\d{1,9}$/.test(words) ? [stepCommand(Number(words))].filter((one) => one.enabled()) : []
  const scored = commands
    .map((command) => ({ command, score: defaultFilter(command.title, words, [command.group]) }))
    // cmdk also finds letters scattered over a title; those are no hits that anybody asked for.
    .filter(({ score }) => score > LEAST_SCORE)
    .sort((a, b) => b.score - a.score)
  return [...step, ...scored.map(({ command }) => command)]
}

const LEAST_SCORE = 0.02
