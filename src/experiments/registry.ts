import type { Experiment } from './experiment.ts'

/** The experiments by name; each is loaded when somebody wants to run it. */
const loaders: Readonly<Record<string, () => Promise<Experiment>>> = {
  'chord/path-length': async () => (await import('./chord/pathLength.ts')).pathLength,
  'chord/load-balance': async () => (await import('./chord/loadBalance.ts')).loadBalance,
  'chord/failures': async () => (await import('./chord/failures.ts')).failures,
  'chord/churn': async () => (await import('./chord/churn.ts')).churn,
  'chord/keys-moved': async () => (await import('./chord/keysMoved.ts')).keysMoved,
}

export const experimentNames: readonly string[] = Object.keys(loaders)

/** The experiment of a name; undefined when there is none. */
export async function loadExperiment(name: string): Promise<Experiment | undefined> {
  return Object.hasOwn(loaders, name) ? loaders[name]?.() : undefined
}
