import type { Address, Role } from '../../engine/kernel/role.ts'
import type { LabProtocol } from '../../engine/run/protocol.ts'
import { client } from './client.ts'
import type { MapReduceAction, MapReduceConfig } from './config.ts'
import { mapReduceFormat } from './format.ts'
import { namenode } from './hdfs/namenode.ts'
import { LISTING } from './listing.ts'
import { master } from './master.ts'
import { label, type MapReduceCommand, type MapReduceMessage, type MapReduceTimer } from './messages.ts'
import { objections } from './objections.ts'
import { population } from './population.ts'
import { mapReduceProperties } from './properties.ts'
import { result } from './result.ts'
import { settingsOf } from './settings.ts'
import { CLIENT, MASTER, type MapReduceState, NAMENODE } from './state.ts'
import { worker } from './worker.ts'
import { clusterOf } from './world.ts'

export type MapReduceProtocol = LabProtocol<
  MapReduceState,
  MapReduceMessage,
  MapReduceTimer,
  MapReduceCommand
>

type AnyRole = Role<MapReduceState, MapReduceMessage, MapReduceTimer, MapReduceCommand>

/**
 * MapReduce over HDFS as the engine runs it. Nothing happens before `submit`: the client then writes the input
 * to HDFS and runs the job.
 */
export const mapreduce: MapReduceProtocol = {
  lab: 'mapreduce',
  format: mapReduceFormat,
  suite: mapReduceProperties,
  listing: () => LISTING,
  behaviour: (scenario) => {
    const settings = settingsOf(scenario.config as MapReduceConfig)
    // A node's state is the one that its role keeps: `population` sees to that.
    const roles: Readonly<Record<string, AnyRole>> = {
      [CLIENT]: client(settings) as unknown as AnyRole,
      [MASTER]: master(settings) as unknown as AnyRole,
      [NAMENODE]: namenode(settings) as unknown as AnyRole,
    }
    const workerRole = worker(settings) as unknown as AnyRole
    return {
      role: (address: Address) => roles[address] ?? workerRole,
      spawn: () => undefined,
      transit: settings.transit,
    }
  },
  population: (scenario) => population(scenario.config as MapReduceConfig, scenario.files),
  instructions: (action) => {
    const own = action as unknown as MapReduceAction
    switch (own.do) {
      case 'submit':
        return [{ do: 'command', node: CLIENT, command: { do: 'submit' } }]
      case 'slow':
        return [{ do: 'command', node: own.node, command: { do: 'slow', factor: own.factor } }]
      case 'read': {
        // An action by hand comes as the page makes it, without what has a default.
        const { file, length } = own
        const offset: number | undefined = own.offset
        return [{ do: 'command', node: CLIENT, command: { do: 'read', file, offset: offset ?? 0, length } }]
      }
    }
  },
  objections,
  unfinished: (world) => {
    const phase = clusterOf(world).master.job?.phase
    return world.status(MASTER) === 'up' && (phase === 'splitting' || phase === 'running')
  },
  label,
  result,
}
