import { useMemo } from 'react'
import { useSession } from '../store/session.ts'
import { Dialog } from './Dialog.tsx'
import { useDialogs } from './dialogs.ts'
import styles from './RunDialog.module.css'

/** What the run on screen came to: the figures that `cli run` prints for the same scenario. */
export function RunDialog() {
  const open = useDialogs((dialogs) => dialogs.open === 'run')
  return open ? <OpenRunDialog /> : null
}

function OpenRunDialog() {
  const close = useDialogs((dialogs) => dialogs.close)
  const opened = useSession((session) => session.opened)
  const complete = opened?.recording.complete === true
  const result = useMemo(
    () => (opened !== undefined && complete ? opened.tree.recorder(opened.branch).result() : undefined),
    [opened, complete],
  )
  if (opened === undefined) return null
  return (
    <Dialog title="About this run" onClose={close}>
      <p className={styles.words}>
        The same scenario and seed give this run on every machine. The fingerprint covers every step; the
        command line prints the same one.
      </p>
      <dl className={styles.facts}>
        <dt>Scenario</dt>
        <dd>{opened.scenario.title}</dd>
        <dt>Seed</dt>
        <dd>{opened.scenario.seed}</dd>
        <dt>Steps</dt>
        <dd>{opened.length.toLocaleString('en')}</dd>
        <dt>Virtual time</dt>
        <dd>{result === undefined ? 'the run has not ended' : `${result.time_us / 1000} ms`}</dd>
        <dt>Fingerprint</dt>
        <dd>
          <code>{result?.hash ?? 'the run has not ended'}</code>
        </dd>
      </dl>
    </Dialog>
  )
}
