import type { World } from '../../engine/kernel/world.ts'
import { type FrameworkState, MASTER, type MesosState } from '../../protocols/mesos/state.ts'
import { perform } from '../../store/perform.ts'
import type { MenuItem } from '../../ui/Menu.tsx'
import { setPolicy } from './policies.ts'

/** What can be done to a node now: the items of its menu. */
export function nodeActions(node: string, world: World<MesosState>): MenuItem[] {
  const state = world.status(node) === 'up' ? world.state(node) : undefined
  const buttons = nodeButtons(node, world)
  if (state?.role === 'framework') return [...answersOf(node, state), ...buttons]
  return state?.role === 'master' ? [ALLOCATE, ...buttons] : buttons
}

const ALLOCATE: MenuItem = {
  label: 'Allocate now',
  hint: 'Offer what is free without waiting',
  run: () => perform({ do: 'allocate' }),
}

/** The same without what the actions under the figure offer, too: the buttons of the inspector. */
export function nodeButtons(node: string, world: World<MesosState>): MenuItem[] {
  const state = world.state(node)
  if (state === undefined || world.status(node) === 'stopped') return []
  if (world.status(node) !== 'up') {
    const hint =
      state.role === 'agent' ? 'It comes back empty and registers' : 'It comes back with what it knew'
    return [{ label: 'Recover', hint, run: () => perform({ do: 'recover', node }) }]
  }
  const crash = { label: 'Crash', hint: crashHint(state), run: () => perform({ do: 'crash', node }) }
  switch (state.role) {
    case 'master':
      return [crash]
    case 'agent':
      return [
        crash,
        {
          label: 'Remove',
          hint: 'The operator takes it out of the cluster',
          run: () => perform({ do: 'removeAgent', agent: node }),
        },
      ]
    case 'framework':
      return [policyItem(node, state), crash, removal(node)]
  }
}

function crashHint({ role }: MesosState): string {
  if (role === 'agent') return 'Its tasks are lost; the master learns it from missing reports'
  return role === 'framework'
    ? 'Its tasks go on; offers to it are not answered'
    : `The ${MASTER} makes no offers until it is back`
}

function answersOf(framework: string, { offers }: FrameworkState): MenuItem[] {
  if (offers.length === 0) return []
  return [
    {
      label: 'Decline the offer',
      hint: 'Everything in it is free for others',
      run: () => perform({ do: 'decline', framework }),
    },
  ]
}

/** The user takes the scheduler's place, or gives it back: the scenario runs again with that. */
function policyItem(framework: string, { policy }: FrameworkState): MenuItem {
  return policy === 'manual'
    ? {
        label: 'Let it answer',
        hint: 'Its scheduler takes what fits; the run begins anew',
        run: () => setPolicy(framework, 'greedy'),
      }
    : {
        label: 'Answer for it',
        hint: 'You take the place of its scheduler; the run begins anew',
        run: () => setPolicy(framework, 'manual'),
      }
}

function removal(framework: string): MenuItem {
  return {
    label: 'Remove',
    hint: 'The operator ends it; its tasks are killed',
    run: () => perform({ do: 'removeFramework', framework }),
  }
}
