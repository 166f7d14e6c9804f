import type { Instruction } from '../kernel/instruction.ts'
import type { Address } from '../kernel/role.ts'
import { fromMilliseconds } from '../kernel/time.ts'
import type { NetworkPartition } from '../network/network.ts'
import type { Action } from '../scenario/scenario.ts'

/** The instruction of an action that every lab knows; undefined when the action is a lab's own. */
export function commonInstruction(action: Action): Instruction<never> | undefined {
  switch (action.do) {
    case 'crash':
    case 'fail':
      return { do: 'crash', node: action.node as Address }
    case 'recover':
      return { do: 'recover', node: action.node as Address }
    case 'partition':
      return { do: 'partition', groups: action.groups as NetworkPartition }
    case 'heal':
      return { do: 'heal' }
    case 'deliver':
    case 'drop':
    case 'duplicate':
      return { do: action.do, message: action.message as number }
    case 'delay':
      return { do: 'delay', message: action.message as number, by_us: fromMilliseconds(action.ms as number) }
    default:
      return undefined
  }
}
