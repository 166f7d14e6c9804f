import type { Lab } from '../../labs/lab.ts'
import styles from './LabCard.module.css'
import type { Picture } from './pictures.ts'
import type { LabInStack } from './stack.ts'

/** A lab on the home page: a picture from a run of it, and what it is about. */
export function LabCard({
  lab,
  place,
  picture,
}: {
  lab: Lab
  place: LabInStack
  picture: Picture | undefined
}) {
  const { width, height } = place.picture
  const Drawing = picture?.views.thumbnail.Drawing
  return (
    <a className={styles.card} href={`#/${lab.id}/${lab.scenarios[0]?.name}/0`} data-lab-card={lab.id}>
      <svg
        className={styles.picture}
        viewBox={`0 0 ${width} ${height}`}
        style={{ aspectRatio: `${width} / ${height}`, maxWidth: width }}
        aria-hidden="true"
      >
        {picture && Drawing && (
          <Drawing frame={picture.frame} config={picture.config} width={width} height={height} />
        )}
      </svg>
      <span className={styles.words}>
        <strong>{lab.title}</strong>
        <span>{place.words}</span>
      </span>
    </a>
  )
}
