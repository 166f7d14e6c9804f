import type { ComponentType, ReactNode } from 'react'
import type { Address } from '../engine/kernel/role.ts'
import type { Frame } from '../engine/record/frame.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import type { LaneSource } from '../scene/spaceTime.ts'

/** A built-in scenario: a file in `public/scenarios`. */
export interface BuiltIn {
  readonly name: string
  readonly title: string
}

/**
 * A lab as the app knows it before anybody opens it. Adding a lab is one folder with its views, and one entry
 * in `registry.ts`.
 */
export interface Lab {
  readonly id: string
  readonly title: string
  /** The first one opens with the lab. */
  readonly scenarios: readonly BuiltIn[]
  /** The file in `public/scenarios` that a user's own scenario begins with. */
  readonly blank: string
  /** A text file that is dropped on the page opens in this lab: its views have `ofText`. */
  readonly readsText?: true
  /** Loads what is on its page. */
  load(): Promise<LabViews>
}

/** What is on the page of a lab. */
export interface LabViews extends LaneSource {
  /** The figure with its actions and layer switches, under the narration. */
  readonly Stage: ComponentType
  /** Parameters in the header; on a narrow screen they are the last pane. */
  readonly Parameters: ComponentType
  /** The rail from top to bottom; on a narrow screen its panes are tabs. */
  readonly panes: readonly Pane[]
  /**
   * A scenario about a text of the user's own.
   * @param current what is open, if it is a scenario of this lab: everything but its input stays.
   */
  ofText?(name: string, text: string, current: Scenario | undefined): Scenario
  /** What the shapes mean that only this lab draws; the help shows them. */
  readonly signs: readonly Sign[]
  /** The picture of the lab on the home page: a frame of one of its scenarios. */
  readonly thumbnail: Thumbnail
}

/** A shape and what it means. */
export interface Sign {
  /** As SVG, 64 by 32. */
  readonly drawing: ReactNode
  readonly name: string
  readonly means: string
}

/** A part of the rail. */
export interface Pane {
  /** The name of its tab, one short word. */
  readonly name: string
  readonly Content: ComponentType
  /**
   * What becomes of it where height is scarce or plenty: the listing of the code takes what is left over,
   * others keep their height. The code is the one pane that a projection shows.
   */
  readonly kind: 'code' | 'state'
  /** Shown as a tab only: on a wide screen the stage has it. */
  readonly onlyNarrow?: true
}

/** A small, silent drawing of a frame. */
export interface Thumbnail {
  /** The built-in scenario that it shows. */
  readonly scenario: string
  /** The step that it shows. */
  readonly step: number
  /** The nodes of a frame that are machines, for the row of machines under the labs. */
  machines(frame: Frame<unknown>): readonly Address[]
  /** Draws the frame into an SVG of this size. */
  readonly Drawing: ComponentType<{
    readonly frame: Frame<unknown>
    readonly config: unknown
    readonly width: number
    readonly height: number
  }>
}
