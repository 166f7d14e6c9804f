import type { World } from '../../engine/kernel/world.ts'
import type { MesosState } from '../../protocols/mesos/state.ts'
import { fillOfLook, type Look, lookOf } from '../../scene/identity.ts'

/** The look of a framework everywhere on the page: a colour with a pattern, and the letters of its tasks. */
export interface Identity {
  readonly name: string
  readonly look: Look
  /** `H` for Hadoop; two letters where another framework begins with the same one. */
  readonly letters: string
}

/** What a shape of this identity is filled with. */
export function fillOf({ look }: Identity): string {
  return fillOfLook(look)
}

/** The frameworks that take part, in the order in which they came, each with its look. */
export function identitiesOf(world: World<MesosState>): ReadonlyMap<string, Identity> {
  return new Map([...allIdentities(world)].filter(([name]) => world.status(name) !== 'stopped'))
}

/** The same with those that have been removed: the others keep their looks when one goes. */
export function allIdentities(world: World<MesosState>): ReadonlyMap<string, Identity> {
  const names = world.addresses.filter((address) => world.state(address)?.role === 'framework').map(String)
  return new Map(
    names.map((name, i) => {
      const first = name.slice(0, 1).toUpperCase()
      const isShared = names.some((other) => other !== name && other.slice(0, 1).toUpperCase() === first)
      const letters = isShared ? `${first}${name.slice(1, 2)}` : first
      return [name, { name, look: lookOf(i), letters }]
    }),
  )
}

/** A task in few characters: "H1" for task 1 of Hadoop, "J1·3" for task 3 of its job 1. */
export function taskLabel(identity: Identity | undefined, task: string, job: string | null = null): string {
  const number = numberOf(task)
  const jobs = jobLabel(job)
  if (jobs !== undefined && number !== undefined) return `${jobs}·${number}`
  return `${identity?.letters ?? ''}${number ?? task.slice(0, 3)}`
}

/** The same as a line reads it, where the bar beside it shows the short one: "J1 task 3". */
export function taskLine(task: string, job: string | null): string | undefined {
  const jobs = jobLabel(job)
  return jobs === undefined ? undefined : `${jobs} ${task}`
}

/** "J1" for job 1; undefined for a job whose name has no number, which is too long for a figure. */
function jobLabel(job: string | null): string | undefined {
  const number = job === null ? undefined : numberOf(job)
  return number === undefined ? undefined : `${job?.slice(0, 1).toUpperCase()}${number}`
}

const numberOf = (name: string) => /(\d+)$/.exec(name)?.[1]
