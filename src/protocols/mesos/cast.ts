import { type Fault, fault, pathText } from '../../engine/scenario/fault.ts'
import { taskNames } from './specs.ts'
import { MASTER } from './state.ts'

export type Fields = Record<string, unknown>
export type Path = readonly (string | number)[]
/** Whether the schema accepted what stands at a path. */
export type Sound = (path: Path) => boolean

/** A list of objects that a document has under a name; empty when it is none. */
export function listAt(fields: Fields, name: string): Fields[] {
  const found = fields?.[name]
  return Array.isArray(found) ? found : []
}

/** Who takes part in a scenario, as far as one has read it: names, roles, and the tasks of each framework. */
export class Cast {
  /** Some names could not be read: one that is not known may be among them. */
  incomplete = false
  /** Number of tasks in all. */
  tasks = 0
  readonly #roles = new Map<unknown, 'agent' | 'framework'>()
  readonly #gone = new Set<unknown>()
  readonly #tasksOf = new Map<unknown, Set<string>>()

  /** Somebody takes part from now on; a fault where the name is taken. */
  enter(name: unknown, role: 'agent' | 'framework', path: Path): Fault[] {
    if (this.#roles.has(name) || name === MASTER) {
      return [fault(pathText(path), 'a name that nobody else has', name)]
    }
    this.#roles.set(name, role)
    return []
  }

  leave(name: unknown): void {
    this.#gone.add(name)
  }

  roleOf(name: unknown): 'agent' | 'framework' | undefined {
    return this.#roles.get(name)
  }

  /** Whether it has come and not been removed. */
  isThere(name: unknown): boolean {
    return this.#roles.has(name) && !this.#gone.has(name)
  }

  count(role: 'agent' | 'framework'): number {
    return [...this.#roles.values()].filter((one) => one === role).length
  }

  /** Adds the tasks of a framework; faults where a name comes twice. */
  enterTasks(framework: Fields, path: Path): Fault[] {
    return listAt(framework, 'tasks').flatMap((task, i) =>
      this.enterTask(framework.name, task, [...path, 'tasks', i]),
    )
  }

  enterTask(framework: unknown, task: Fields, path: Path): Fault[] {
    const count = (task.count as number | undefined) ?? 1
    const known = this.#tasksOf.get(framework) ?? new Set<string>()
    this.#tasksOf.set(framework, known)
    this.tasks += count
    const names = taskNames(task.name as string | undefined, count, known.size)
    const twice = names.find((name) => known.has(name))
    for (const name of names) known.add(name)
    return twice === undefined
      ? []
      : [fault(pathText([...path, 'name']), 'each task of a framework once', twice)]
  }

  /** Faults of a list of agents: each must be one that takes part at some time. */
  unknownAgents(names: unknown, path: Path): Fault[] {
    if (this.incomplete || !Array.isArray(names)) return []
    return names.flatMap((name, i) =>
      this.#roles.get(name) === 'agent' ? [] : [fault(pathText([...path, i]), 'the name of an agent', name)],
    )
  }
}
