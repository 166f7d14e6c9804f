import type { ComponentType } from 'react'
import type { Address } from '../engine/kernel/role.ts'
import type { Frame } from '../engine/record/frame.ts'
import type { Recording } from '../engine/record/recording.ts'

/** A built-in scenario: a file in `public/scenarios`. */
export interface BuiltIn {
  readonly name: string
  readonly title: string
}

/** A lab as the app shows it. Adding a lab is one folder with such an object, and one line in `registry.ts`. */
export interface Lab {
  readonly id: string
  readonly title: string
  /** The first one opens with the lab. */
  readonly scenarios: readonly BuiltIn[]
  /** The figure with its actions and layer switches, under the narration. */
  readonly Stage: ComponentType
  /** The pane of the rail that shows the selected node. */
  readonly Inspector: ComponentType
  /** Parameters in the header. */
  readonly Parameters: ComponentType
  /** The lanes of the space-time diagram, top to bottom. */
  lanes(recording: Recording<unknown>, length: number): readonly Address[]
  /** How a node stands in a frame, for its lane: a joining node's lane is dotted, a failed one's is red. */
  laneState(frame: Frame<unknown>, address: Address): 'member' | 'joining' | 'down' | 'absent'
}
