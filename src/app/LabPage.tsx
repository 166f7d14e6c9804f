import { useState } from 'react'
import type { Lab } from '../labs/lab.ts'
import { captionOf } from '../scene/caption.ts'
import { focusOf } from '../scene/focus.ts'
import { useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'
import { Checks } from '../ui/Checks.tsx'
import { FigureDefs } from '../ui/FigureDefs.tsx'
import { Listing } from '../ui/Listing.tsx'
import { Narration } from '../ui/Narration.tsx'
import { PresenterBar } from '../ui/timeline/PresenterBar.tsx'
import { Timeline } from '../ui/timeline/Timeline.tsx'
import styles from './LabPage.module.css'
import { useNodeTone } from './useNodeTone.ts'

const TABS = ['Code', 'State', 'Checks', 'Settings'] as const

/** One lab: narration and figure, the rail beside them, the timeline beneath. */
export function LabPage({ lab }: { lab: Lab }) {
  const opened = useSession((session) => session.opened)
  const presenting = useView((view) => view.presenting)
  const toneOf = useNodeTone(lab)
  // On a narrow screen the rail shows one of its panes at a time.
  const [tab, setTab] = useState<(typeof TABS)[number]>('Code')
  const paneClass = (name: (typeof TABS)[number], style = '') =>
    `${style} ${tab === name ? styles.shown : ''}`
  if (opened === undefined) return <main className={styles.page} />
  const { frame, protocol, scenario, listing } = opened
  const focus = focusOf(frame)
  const code = <Listing done={focus.done} coming={focus.coming} listing={listing} toneOf={toneOf} />
  return (
    <main
      className={`${styles.page} ${presenting ? styles.presenting : ''}`}
      data-ready="true"
      data-lab={lab.id}
      data-step={opened.cursor}
      data-steps={opened.length}
    >
      <h1 className="visually-hidden">
        {lab.title}: {scenario.title}
      </h1>
      <FigureDefs />
      <section className={styles.stage} aria-label="Figure">
        <div className={styles.voice}>
          <Narration sentence={captionOf(frame, protocol, openingOf(scenario))} toneOf={toneOf} />
        </div>
        <div className={styles.figure}>
          <lab.Stage />
        </div>
      </section>
      <aside className={styles.rail} aria-label="Code, state and checks">
        <div className={styles.tabs} role="group" aria-label="Panes">
          {TABS.map((name) => (
            <button key={name} type="button" aria-pressed={tab === name} onClick={() => setTab(name)}>
              {name}
            </button>
          ))}
        </div>
        <div className={paneClass('Code', styles.code)}>{code}</div>
        {!presenting && (
          <>
            <div className={paneClass('State', styles.state)}>
              <lab.Inspector />
            </div>
            <div className={paneClass('Checks', styles.checks)}>
              <Checks />
            </div>
            <div className={paneClass('Settings', styles.settings)}>
              <lab.Parameters />
            </div>
          </>
        )}
      </aside>
      <div className={styles.timeline}>{presenting ? <PresenterBar /> : <Timeline lab={lab} />}</div>
    </main>
  )
}

function openingOf({ summary, title }: { summary: string; title: string }): string {
  return summary === '' ? title : summary
}
