import { Check, ChevronDown, GitBranch } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { CSSProperties } from 'react'
import { branchRows } from '../../scene/forks.ts'
import { type Opened, useSession } from '../../store/session.ts'
import menu from '../Menu.module.css'
import picker from './pickers.module.css'
import { originWords } from './words.ts'

/** Chooses among the branches of the session. A tree that is only a trunk leaves nothing to choose. */
export function BranchPicker({ opened }: { opened: Opened }) {
  const switchTo = useSession((session) => session.switchTo)
  const { tree, branch, protocol } = opened
  const { branches } = tree
  if (branches.length < 2) return null
  const words = (id: number) => {
    const of = tree.branch(id)
    return originWords(of, protocol, of.origin && (tree.recording(of.origin.parent) ?? opened.recording))
  }
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={picker.branches}
        title={words(branch)}
        aria-label={`Branch ${branch + 1} of ${branches.length}: ${words(branch)}`}
      >
        <GitBranch size={15} aria-hidden="true" />
        <span>
          <span className={picker.word}>Branch </span>
          {branch + 1} of {branches.length}
        </span>
        <ChevronDown size={15} className={picker.chevron} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        {/* Keys in an open menu choose in it; the page's own keys must not step at the same time. */}
        <DropdownMenu.Content
          className={menu.menu}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Branches"
          onKeyDown={(event) => event.stopPropagation()}
        >
          <DropdownMenu.RadioGroup value={String(branch)} onValueChange={(value) => switchTo(Number(value))}>
            {branchRows(branches).map(({ id, depth }) => (
              <DropdownMenu.RadioItem
                key={id}
                value={String(id)}
                className={`${menu.item} ${picker.item}`}
                style={{ '--depth': Math.min(depth, 6) } as CSSProperties}
                data-branch={id}
              >
                <span className={picker.mark}>
                  <DropdownMenu.ItemIndicator>
                    <Check size={16} aria-hidden="true" />
                  </DropdownMenu.ItemIndicator>
                </span>
                <span className={picker.branch}>
                  <span>Branch {id + 1}</span>
                  <span className={menu.hint}>{words(id)}</span>
                </span>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
