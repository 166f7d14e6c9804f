import type { OperationId } from '../../engine/kernel/role.ts'
import type { ClientState, GetState, PutState } from './messages.ts'

/** A client remembers so many operations that have returned, for replies that come late. */
const REMEMBERED = 8

/** An operation that the client coordinates; undefined when it has forgotten it. */
export function findOperation(client: ClientState, id: OperationId): PutState | GetState | undefined {
  const found = client.operations[placeOf(client, id)]
  return found?.id === id ? found : undefined
}

/** Notes that an operation has returned. Of those that returned, the oldest is forgotten when there are many. */
export function noteReturn(client: ClientState, id: OperationId): void {
  client.returned.push(id)
  if (client.returned.length <= REMEMBERED) return
  const oldest = client.returned.shift() as OperationId
  client.operations.splice(placeOf(client, oldest), 1)
}

/** Where an operation stands, or would stand: they are in the order of their ids. Looks at few of them. */
function placeOf({ operations }: ClientState, id: OperationId): number {
  let [low, high] = [0, operations.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((operations[middle] as PutState | GetState).id < id) low = middle + 1
    else high = middle
  }
  return low
}
