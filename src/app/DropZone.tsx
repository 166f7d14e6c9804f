import { FileJson } from 'lucide-react'
import { useEffect, useState } from 'react'
import styles from './DropZone.module.css'
import { openFiles, setPicker } from './files.ts'

/**
 * Takes scenario files and texts: dropped anywhere on the page, or chosen through the hidden input that `pickFile`
 * clicks. Once a page.
 */
export function DropZone() {
  const isOver = useFileDrop(openFiles)
  return (
    <>
      <input
        ref={setPicker}
        type="file"
        accept=".json,application/json,.txt,text/plain"
        hidden
        aria-label="Scenario file"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // The same file can be chosen again after it was changed.
          event.target.value = ''
          void openFiles(files)
        }}
      />
      {isOver && (
        <div className={styles.target}>
          <div className={styles.frame}>
            <FileJson size={32} aria-hidden="true" />
            <p>Drop a scenario, or a text to count its words</p>
          </div>
        </div>
      )}
    </>
  )
}

/** Whether files are dragged over the page, and what to do with those that are dropped. */
function useFileDrop(take: (files: readonly File[]) => Promise<void>): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    // Entering an element comes before leaving its parent, so the page is left when both are even.
    let depth = 0
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return
      // Without this the browser would leave the page and show the file.
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    }
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth++
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      void take([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [take])
  return isOver
}

/** Not for text or a link that is dragged. */
function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer !== null && [...dataTransfer.types].includes('Files')
}
