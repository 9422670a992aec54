import type { Page } from 'playwright-core';

/** A fingertip, in CSS pixels: https://www.w3.org/WAI/WCAG22/Understanding/target-size-enhanced.html */
const fingertip = 44;

/** What can be pressed but is smaller than a fingertip. A box to tick, or one of several to choose, is as large as its label. */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
      .map((target) => (['checkbox', 'radio'].includes(target.type) && target.closest('label')) || target)
      .filter((target) => target.checkVisibility({ visibilityProperty: true }))
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return Math.min(width, height) < ${fingertip};
      })
      .map((target) => target.outerHTML)
  `);
}
