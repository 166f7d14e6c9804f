import type { LabProtocol } from '../engine/run/protocol.ts'
import type { ScenarioFormat } from '../engine/scenario/parse.ts'

/** A protocol whose types of state and messages the caller does not need to know. */
export type AnyProtocol = LabProtocol<unknown, unknown, unknown, unknown>

/** The protocols by lab; each is loaded when somebody wants to run it. Adding a lab is one line here. */
const loaders: Readonly<Record<string, () => Promise<unknown>>> = {
  chord: async () => (await import('./chord/protocol.ts')).chord,
  quorum: async () => (await import('./quorum/protocol.ts')).quorum,
  mesos: async () => (await import('./mesos/protocol.ts')).mesos,
  mapreduce: async () => (await import('./mapreduce/protocol.ts')).mapreduce,
}

const loaded = new Map<string, AnyProtocol>()

/** Loads the protocol of a lab, once. Does nothing when there is no such lab. */
export async function loadProtocol(lab: string): Promise<void> {
  const load = Object.hasOwn(loaders, lab) ? loaders[lab] : undefined
  if (load === undefined || loaded.has(lab)) return
  loaded.set(lab, (await load()) as AnyProtocol)
}

/** Loads every protocol, for callers that must know them all. */
export async function loadAllProtocols(): Promise<void> {
  await Promise.all(Object.keys(loaders).map(loadProtocol))
}

/** The protocol of a lab that is loaded. Throws where it is not: that is a fault of the caller. */
export function protocolOf(lab: string): AnyProtocol {
  const protocol = loaded.get(lab)
  if (protocol === undefined) throw new Error(`The protocol of ${lab} is not loaded`)
  return protocol
}

/** How each lab reads its scenarios. Names every lab; a format can be had once its protocol is loaded. */
export const formats: Readonly<Record<string, ScenarioFormat>> = Object.create(
  null,
  Object.fromEntries(
    Object.keys(loaders).map((lab) => [lab, { enumerable: true, get: () => protocolOf(lab).format }]),
  ),
)
