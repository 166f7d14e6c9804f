import styles from './MesosFigure.module.css'

/** A box that can be selected; its frame says how it stands. */
export function frameClass(
  standing: 'member' | 'joining' | 'down',
  active: boolean,
  selected: boolean,
): string {
  return `${styles.frame} ${styles[standing]} ${active ? styles.active : ''} ${selected ? styles.selected : ''}`
}
