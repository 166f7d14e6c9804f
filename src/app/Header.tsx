import { ChevronDown, Link, Menu, Monitor, Moon, Sun } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { Lab, LabViews } from '../labs/lab.ts'
import { useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'
import { Button } from '../ui/Button.tsx'
import menu from '../ui/Menu.module.css'
import { Brand } from './Brand.tsx'
import { useDialogs } from './dialogs.ts'
import { exportScenario, pickFile } from './files.ts'
import styles from './Header.module.css'
import { newScenario } from './newScenario.ts'
import { copyLink, openBuiltIn } from './useLink.ts'
import { toggleTheme, useShownTheme } from './useTheme.ts'

/** Labs, the scenario on screen, its parameters, and what holds for the whole page. */
export function Header({
  labs,
  lab,
  views,
}: {
  labs: readonly Lab[]
  /** Undefined on the home page. */
  lab: Lab | undefined
  views: LabViews | undefined
}) {
  const present = useView((view) => view.present)
  return (
    <header className={styles.bar}>
      <a className={styles.brand} href="#/">
        <Brand />
        <span>Clusterscope</span>
      </a>
      <nav className={styles.labs} aria-label="Labs">
        {labs.map((one) => (
          <a
            key={one.id}
            href={`#/${one.id}/${one.scenarios[0]?.name}`}
            aria-current={one === lab ? 'page' : undefined}
          >
            {one.title}
          </a>
        ))}
      </nav>
      <LabMenu labs={labs} lab={lab} />
      {lab && <ScenarioPicker lab={lab} />}
      <span className={styles.grow} />
      <span className={styles.parameters}>{views && <views.Parameters />}</span>
      <span className={styles.tools}>
        {lab && (
          <Button
            weight="quiet"
            aria-label="Copy link to this step"
            title="Copy link to this step"
            onClick={() => void copyLink()}
          >
            <Link size={18} aria-hidden="true" />
          </Button>
        )}
        <ThemeButton />
        {lab && (
          <Button
            weight="solid"
            className={styles.present}
            onClick={() => present(true)}
            title="Presenter mode (P)"
          >
            <Monitor size={18} aria-hidden="true" />
            <span>Present</span>
          </Button>
        )}
        <MoreMenu lab={lab} />
      </span>
    </header>
  )
}

/** The labs on a phone, which has no room for them beside each other. */
function LabMenu({ labs, lab }: { labs: readonly Lab[]; lab: Lab | undefined }) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button weight="quiet" className={styles.labMenu} aria-label={`Lab: ${lab?.title ?? 'none'}`}>
          {lab?.title ?? 'Labs'}
          <ChevronDown size={15} aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} sideOffset={6} align="start" collisionPadding={8}>
          {labs.map((one) => (
            <DropdownMenu.Item key={one.id} className={menu.item} asChild>
              <a href={`#/${one.id}/${one.scenarios[0]?.name}`}>{one.title}</a>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function ScenarioPicker({ lab }: { lab: Lab }) {
  const title = useSession((session) => session.opened?.scenario.title)
  const source = useSession((session) => session.opened?.source.builtIn)
  const showDialog = useDialogs((dialogs) => dialogs.show)
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button className={styles.picker} title="Scenarios">
          <span className={styles.title}>{title ?? 'Scenarios'}</span>
          {title !== undefined && source === undefined && <small>edited</small>}
          <ChevronDown size={16} aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} sideOffset={6} align="start" collisionPadding={8}>
          <DropdownMenu.Label className={menu.title}>{lab.title} scenarios</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={source ?? ''}>
            {lab.scenarios.map(({ name, title: words }) => (
              <DropdownMenu.RadioItem
                key={name}
                value={name}
                className={menu.item}
                onSelect={() => openBuiltIn(lab.id, name)}
              >
                {words}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className={menu.separator} />
          <DropdownMenu.Item className={menu.item} onSelect={() => void newScenario(lab)}>
            New scenario
            <span className={menu.hint}>made by what you do</span>
          </DropdownMenu.Item>
          {title !== undefined && (
            <DropdownMenu.Item className={menu.item} onSelect={() => showDialog('rename')}>
              Rename…
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item className={menu.item} onSelect={pickFile}>
            Open a file…
            <span className={menu.hint}>or drop it on the page</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item className={menu.item} onSelect={exportScenario}>
            Export this scenario
            <span className={menu.hint}>with everything done in this branch</span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function ThemeButton() {
  const dark = useShownTheme() === 'dark'
  const words = dark ? 'Light theme' : 'Dark theme'
  return (
    <Button weight="quiet" aria-label={words} title={words} onClick={toggleTheme}>
      {dark ? <Sun size={18} aria-hidden="true" /> : <Moon size={18} aria-hidden="true" />}
    </Button>
  )
}

/** On a narrow screen: what the header has no room for. Everywhere: commands and help. */
function MoreMenu({ lab }: { lab: Lab | undefined }) {
  const present = useView((view) => view.present)
  const showDialog = useDialogs((dialogs) => dialogs.show)
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button weight="quiet" aria-label="More" title="More">
          <Menu size={18} aria-hidden="true" />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={menu.menu} sideOffset={6} align="end" collisionPadding={8}>
          <DropdownMenu.Label className={menu.title}>{lab?.title ?? 'Clusterscope'}</DropdownMenu.Label>
          {[
            { label: 'Find a command… (/)', run: () => showDialog('palette') },
            { label: 'Keys and signs (?)', run: () => showDialog('help') },
            { label: 'About this run', ofLab: true, run: () => showDialog('run') },
            { label: 'Present (P)', ofLab: true, run: () => present(true) },
            { label: 'Copy link to this step', ofLab: true, run: () => void copyLink() },
            { label: 'Light or dark', run: toggleTheme },
            { label: 'Open a file…', run: pickFile },
            { label: 'Export this scenario', ofLab: true, run: exportScenario },
          ]
            .filter(({ ofLab }) => lab !== undefined || !ofLab)
            .map(({ label, run }) => (
              <DropdownMenu.Item key={label} className={menu.item} onSelect={run}>
                {label}
              </DropdownMenu.Item>
            ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
