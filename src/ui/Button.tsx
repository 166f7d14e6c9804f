import type { ButtonHTMLAttributes } from 'react'
import styles from './Button.module.css'

/** A button in one of the three weights of the interface. */
export function Button({
  weight = 'plain',
  className = '',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { weight?: 'plain' | 'solid' | 'quiet' }) {
  const tone = weight === 'plain' ? '' : styles[weight]
  return <button type="button" {...rest} className={`${styles.button} ${tone} ${className}`} />
}
