import { expect, type Page } from '@playwright/test'

/** A node's pointers as the page shows them; `null` is nil. */
export interface Pointers {
  readonly succ: number | null
  readonly pred: number | null
}

/** Shows the ring as a table or as a figure. */
export async function asTable(page: Page, on = true) {
  await page.getByRole('checkbox', { name: 'as a table' }).setChecked(on)
}

/** The pointers of a node in the table, as they are now: a change "on arrival" has not been made yet. */
export async function pointersOf(page: Page, node: number): Promise<Pointers | undefined> {
  const row = page.locator(`[data-row="${node}"]`)
  if ((await row.count()) === 0) return undefined
  const read = async (field: string) => {
    const cell = row.locator(`[data-field="${field}"]`)
    const coming = (await page.locator('[data-changes]').getAttribute('data-changes')) === 'arrival'
    const end = cell.locator(coming ? 's' : 'b')
    const text = (await end.count()) > 0 ? await end.innerText() : await cell.innerText()
    return text === 'nil' ? null : Number(text)
  }
  return { succ: await read('successor'), pred: await read('predecessor') }
}

/**
 * Everything that one frame shows: narration, figure, cards, listing, inspector and properties. Where a property
 * turns is known when the whole run is recorded.
 */
export async function frameOf(page: Page): Promise<string> {
  await expect(page.locator('main')).toHaveAttribute('data-recording', 'false')
  return page.evaluate((selectors) => {
    // Attributes in alphabetical order: in which order they were set says nothing about what is shown.
    const describe = (element: Element): string => {
      const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort()
      const inside = [...element.childNodes].map((child) =>
        child instanceof Element ? describe(child) : (child.textContent ?? ''),
      )
      return `<${[element.tagName, ...attributes].join(' ')}>${inside.join('')}</>`
    }
    return selectors
      .map((selector) => [...document.querySelectorAll(selector)].map(describe).join('\n'))
      .join('\n\n')
  }, FRAME_PARTS)
}

/** What makes up a frame. */
const FRAME_PARTS = [
  '[data-testid="narration"]',
  'main section[aria-label="Figure"] svg',
  '[data-card]',
  'section[aria-label="Pseudo-code"]',
  '[data-inspected]',
  '[data-property]',
]

/** Presses a key and waits until the page is at `step`. */
export async function pressTo(page: Page, key: string, step: number) {
  await page.keyboard.press(key)
  await expectStep(page, step)
}

export async function expectStep(page: Page, step: number) {
  await expect(page.locator('main')).toHaveAttribute('data-step', String(step))
}
