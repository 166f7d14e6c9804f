import { useState } from 'react'
import type { Lab, LabViews, Pane } from '../labs/lab.ts'
import { captionOf } from '../scene/caption.ts'
import { useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'
import { FigureDefs } from '../ui/FigureDefs.tsx'
import { Narration } from '../ui/Narration.tsx'
import { PresenterBar } from '../ui/timeline/PresenterBar.tsx'
import { Timeline } from '../ui/timeline/Timeline.tsx'
import { LaneSourceContext } from '../ui/useNodeTone.ts'
import styles from './LabPage.module.css'

/** One lab: narration and figure, the rail beside them, the timeline beneath. */
export function LabPage({ lab, views }: { lab: Lab; views: LabViews }) {
  const opened = useSession((session) => session.opened)
  const presenting = useView((view) => view.presenting)
  if (opened === undefined) return <main className={styles.page} />
  const { scenario } = opened
  return (
    <LaneSourceContext value={views}>
      <main
        className={`${styles.page} ${presenting ? styles.presenting : ''}`}
        tabIndex={-1}
        data-ready="true"
        data-lab={lab.id}
        data-recording={opened.recordingOn}
        data-step={opened.cursor}
        data-steps={opened.length}
      >
        <h1 className="visually-hidden">
          {lab.title}: {scenario.title}
        </h1>
        <FigureDefs />
        <section className={styles.stage} aria-label="Figure">
          <div className={styles.voice}>
            <Narration sentence={captionOf(opened.frame, opened.protocol, openingOf(scenario))} />
          </div>
          <div className={styles.figure}>
            <views.Stage />
          </div>
        </section>
        <Rail views={views} presenting={presenting} />
        <div className={styles.timeline}>{presenting ? <PresenterBar /> : <Timeline lab={views} />}</div>
      </main>
    </LaneSourceContext>
  )
}

/** Code, state and checks beside the figure. On a narrow screen it shows one of its panes at a time. */
function Rail({ views, presenting }: { views: LabViews; presenting: boolean }) {
  const panes: readonly Pane[] = presenting
    ? views.panes.filter(({ kind }) => kind === 'code')
    : [...views.panes, { name: 'Settings', Content: views.Parameters, kind: 'state', onlyNarrow: true }]
  const [chosen, setTab] = useState<string>()
  const tab = panes.some(({ name }) => name === chosen) ? chosen : panes[0]?.name
  return (
    <aside className={styles.rail} aria-label="Code, state and checks">
      <div className={styles.tabs} role="group" aria-label="Panes">
        {panes.map(({ name }) => (
          <button key={name} type="button" aria-pressed={tab === name} onClick={() => setTab(name)}>
            {name}
          </button>
        ))}
      </div>
      {panes.map(({ name, Content, kind, onlyNarrow }) => (
        <div
          key={name}
          className={[
            styles[kind],
            onlyNarrow && !presenting && styles.onlyNarrow,
            name === 'Settings' && styles.settings,
            tab === name && styles.shown,
          ]
            .filter(Boolean)
            .join(' ')}
        >
          <Content />
        </div>
      ))}
    </aside>
  )
}

function openingOf({ summary, title }: { summary: string; title: string }): string {
  return summary === '' ? title : summary
}
