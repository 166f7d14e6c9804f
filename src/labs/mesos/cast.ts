import type { World } from '../../engine/kernel/world.ts'
import type { MesosState } from '../../protocols/mesos/state.ts'
import { identitiesOf } from './identity.ts'
import type { Cast } from './layout.ts'

/** Who takes part in a frame: what layouts are made of. */
export function castOf(world: World<MesosState>): Cast {
  const agents = world.addresses.flatMap((address) => {
    const state = world.state(address)
    const isHere = state?.role === 'agent' && world.status(address) !== 'stopped'
    return isHere ? [{ name: String(address), total: state.total }] : []
  })
  return { frameworks: [...identitiesOf(world).keys()], agents }
}
