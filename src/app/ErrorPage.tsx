import { Component, type ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import styles from './ErrorPage.module.css'
import { currentLink } from './useLink.ts'

interface State {
  readonly error: unknown
  readonly copied: 'no' | 'yes' | 'refused'
}

/** What is shown when the page cannot be drawn: what happened, the link to the place, and two ways on. */
export class ErrorPage extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { error: undefined, copied: 'no' }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    // Whatever is thrown is an error, also when it is nothing.
    return { error: error ?? new Error('Nothing is known about it.') }
  }

  override render(): ReactNode {
    const { error, copied } = this.state
    if (error === undefined) return this.props.children
    const details = detailsOf(error)
    const copy = () => {
      navigator.clipboard.writeText(details).then(
        () => this.setState({ copied: 'yes' }),
        () => this.setState({ copied: 'refused' }),
      )
    }
    return (
      <main className={styles.page}>
        <h1>This page cannot be drawn</h1>
        <p role="alert">
          An error in Clusterscope stops it: {messageOf(error)}. Reloading returns to the step that the link
          below names.
        </p>
        <p className={styles.buttons}>
          <Button weight="solid" onClick={() => location.reload()}>
            Reload
          </Button>
          <Button onClick={copy}>{copied === 'yes' ? 'Copied' : 'Copy details'}</Button>
        </p>
        {copied === 'refused' && (
          <p role="status">The browser does not let the page copy. Select the text below.</p>
        )}
        <p>
          If it happens again, <a href="./">open the first scenario</a> instead. The link to this step:
        </p>
        <pre>{linkOf()}</pre>
        <details>
          <summary>Details</summary>
          <pre>{details}</pre>
        </details>
      </main>
    )
  }
}

/** The link must not fail too. */
function linkOf(): string {
  try {
    return currentLink() ?? location.href
  } catch {
    return location.href
  }
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
}

function detailsOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `${stack}\n\n${linkOf()}\n${navigator.userAgent}`
}
