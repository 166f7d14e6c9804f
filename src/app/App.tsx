import { labs } from '../labs/registry.ts'
import { useSession } from '../store/session.ts'
import { useView } from '../store/view.ts'
import styles from './App.module.css'
import { DropZone } from './DropZone.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { Header } from './Header.tsx'
import { HelpDialog } from './HelpDialog.tsx'
import { Home } from './home/Home.tsx'
import { Keyboard } from './Keyboard.tsx'
import { LabPage } from './LabPage.tsx'
import { useLabViews } from './labViews.ts'
import { Notices } from './Notices.tsx'
import { Palette } from './Palette.tsx'
import { RenameDialog } from './RenameDialog.tsx'
import { RunDialog } from './RunDialog.tsx'
import { UpdatePrompt } from './UpdatePrompt.tsx'
import { useLink } from './useLink.ts'
import { usePageTitle } from './usePageTitle.ts'
import { useTheme } from './useTheme.ts'

/** The page: the lab of the scenario that is open, and what belongs to no lab. */
export function App() {
  return (
    <ErrorPage>
      <Page />
    </ErrorPage>
  )
}

const NO_SIGNS = [] as const

function Page() {
  useLink(labs)
  useTheme()
  const presenting = useView((view) => view.presenting)
  const home = useView((view) => view.home)
  const labId = useSession((session) => session.opened?.scenario.lab)
  const lab = home ? undefined : labs.find(({ id }) => id === labId)
  const views = useLabViews(lab)
  usePageTitle(home, lab)
  return (
    <div className={`${styles.app} ${presenting ? styles.presenting : ''}`}>
      {!presenting && <Header labs={labs} lab={lab} views={views} />}
      <Notices />
      {home && <Home labs={labs} />}
      {lab && views && <LabPage key={lab.id} lab={lab} views={views} />}
      <DropZone />
      <Keyboard />
      <Palette labs={labs} />
      <HelpDialog signs={views?.signs ?? NO_SIGNS} />
      <RunDialog />
      <RenameDialog />
      <UpdatePrompt />
    </div>
  )
}
