import type { World } from '../../engine/kernel/world.ts'

/** Names of frameworks for those that a user adds. */
const FRAMEWORKS = ['Hadoop', 'MPI', 'Spark', 'Storm', 'HBase'] as const

/** The first of S1, S2, … that nobody has or had. */
export function freeName(world: World<unknown>, letter: string): string {
  let number = 1
  while (world.status(`${letter}${number}`) !== undefined) number++
  return `${letter}${number}`
}

/** A name for another framework. */
export function freeFrameworkName(world: World<unknown>): string {
  return FRAMEWORKS.find((name) => world.status(name) === undefined) ?? freeName(world, 'F')
}
