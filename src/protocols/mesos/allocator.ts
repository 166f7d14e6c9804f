import type { AllocatorName } from './config.ts'
import { KINDS, type Kind, percent, type Resources } from './resources.ts'

/** What an allocation module knows of a framework. */
export interface Claim {
  readonly framework: string
  readonly weight: number
  /** What its tasks hold, on all agents. */
  readonly allocated: Resources
  /** Its place in the scenario's list, from 0. */
  readonly rank: number
}

/** How a framework stands in one decision, and the figure that the module goes by: the smallest is next. */
export interface Standing {
  readonly framework: string
  readonly allocated: Resources
  /** The largest of its shares of the whole, 0..1, and the kind of resource that it is a share of. */
  readonly dominant: number
  readonly resource: Kind
  readonly figure: number
}

/** How a master decides whom to offer to (NSDI 2011, section 3.2.1: the allocation module is pluggable). */
export interface AllocationModule {
  /** The words on screen. */
  readonly title: string
  /** The line of the listing. */
  readonly line: string
  /** What the figure is, as in "the smallest dominant share". */
  readonly criterion: string
  figure(claim: Claim, standing: Omit<Standing, 'figure'>, total: Resources): number
  /** The figure as it is said: "20%". */
  words(standing: Standing): string
}

const shareOf = (part: Resources, total: Resources, kind: Kind) =>
  total[kind] === 0 ? 0 : part[kind] / total[kind]

/** The allocation modules that a scenario can choose. */
export const allocators: Readonly<Record<AllocatorName, AllocationModule>> = {
  /** Dominant Resource Fairness, weighted (Ghodsi et al., NSDI 2011, sections 4.1 and 4.3). */
  drf: {
    title: 'dominant share',
    line: 'f = min by dominant_share',
    criterion: 'the smallest dominant share',
    figure: ({ weight }, { dominant }) => dominant / weight,
    words: ({ figure }) => percent(figure),
  },
  /** Fair shares of one kind of resource, the CPUs; memory is not looked at. */
  fair: {
    title: 'CPU share',
    line: 'f = min by cpu_share',
    criterion: 'the smallest share of the CPUs',
    figure: ({ allocated, weight }, _standing, total) => shareOf(allocated, total, 'cpus') / weight,
    words: ({ figure }) => percent(figure),
  },
  /** A fixed order: that of the scenario's list. */
  priority: {
    title: 'strict priority',
    line: 'f = first by priority',
    criterion: 'the highest priority',
    figure: ({ rank }) => rank,
    words: ({ figure }) => `place ${figure + 1}`,
  },
}

/** All frameworks in the order in which they are offered to; equals keep the order of `claims`. */
export function standings(name: AllocatorName, claims: readonly Claim[], total: Resources): Standing[] {
  const module = allocators[name]
  return claims
    .map((claim) => {
      const standing = {
        framework: claim.framework,
        allocated: claim.allocated,
        ...dominantShare(claim.allocated, total),
      }
      return { ...standing, figure: comparable(module.figure(claim, standing, total)) }
    })
    .sort((a, b) => a.figure - b.figure)
}

/** Equal shares are equal figures, whatever the last bits of their divisions are: 4/18 and 2/9. */
const comparable = (figure: number) => Math.round(figure * 1e9) / 1e9

/** The largest of the shares of `allocated` in `total`; of equal ones, the first kind. */
export function dominantShare(allocated: Resources, total: Resources): { dominant: number; resource: Kind } {
  let [resource, dominant]: [Kind, number] = [KINDS[0], shareOf(allocated, total, KINDS[0])]
  for (const kind of KINDS) {
    const share = shareOf(allocated, total, kind)
    if (share > dominant) [resource, dominant] = [kind, share]
  }
  return { dominant, resource }
}
