/** The mark of the product: two nodes, a ring, and a message between them. */
export function Brand() {
  return (
    <svg width="26" height="26" viewBox="0 0 26 26" fill="none" aria-hidden="true">
      <circle cx="13" cy="13" r="9.4" stroke="var(--ink)" strokeWidth="2.4" />
      <path d="M6.4 6.4 19.6 19.6" stroke="var(--msg)" strokeWidth="2.6" />
      <circle cx="6.4" cy="6.4" r="3.6" fill="var(--ink)" stroke="var(--paper)" strokeWidth="1.6" />
      <circle cx="19.6" cy="19.6" r="3.6" fill="var(--paper)" stroke="var(--ink)" strokeWidth="2.4" />
    </svg>
  )
}
