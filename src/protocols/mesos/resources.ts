/**
 * What an agent has and a task takes. Amounts are multiples of 1/1000; every sum is rounded to that, so equal
 * amounts are equal numbers and nothing drifts (0.1 + 0.2 is 0.3 here).
 */
export interface Resources {
  readonly cpus: number
  /** Gigabytes. */
  readonly mem_gb: number
}

/** The kinds of resources, in the order in which they are written: <CPU, memory>. */
export const KINDS = ['cpus', 'mem_gb'] as const
export type Kind = (typeof KINDS)[number]

export const NOTHING: Resources = { cpus: 0, mem_gb: 0 }

const exact = (amount: number) => Math.round(amount * 1000) / 1000

/** Just the amounts of something that has them, as a value of its own. */
export const amounts = ({ cpus, mem_gb }: Resources): Resources => ({ cpus, mem_gb })

export function plus(a: Resources, b: Resources): Resources {
  return { cpus: exact(a.cpus + b.cpus), mem_gb: exact(a.mem_gb + b.mem_gb) }
}

export function minus(a: Resources, b: Resources): Resources {
  return { cpus: exact(a.cpus - b.cpus), mem_gb: exact(a.mem_gb - b.mem_gb) }
}

export function sum(all: readonly Resources[]): Resources {
  return all.reduce(plus, NOTHING)
}

/** Whether `demand` is no more than `supply`, in each kind. */
export function fits(demand: Resources, supply: Resources): boolean {
  return demand.cpus <= supply.cpus && demand.mem_gb <= supply.mem_gb
}

export function same(a: Resources, b: Resources): boolean {
  return a.cpus === b.cpus && a.mem_gb === b.mem_gb
}

/** Whether a task could run on it: every task needs some of each kind (the first allocator of Mesos asks the same). */
export function usable({ cpus, mem_gb }: Resources): boolean {
  return cpus > 0 && mem_gb > 0
}

/** "6 CPU, 4 GB", as narration, tickets and tables write it. */
export function words({ cpus, mem_gb }: Resources): string {
  return `${cpus} CPU, ${mem_gb} GB`
}

/** A share of the whole as a percentage: "20%". */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
