import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { picturesFolder } from './pictures-folder.ts';

const pictures = picturesFolder(process.env);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const desk = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** Two of them are enough for axe: between them they have both arrangements and both sets of colours. */
const looks = [
  { name: 'desk-light', size: desk, colorScheme: 'light', withAxe: true },
  { name: 'desk-dark', size: desk, colorScheme: 'dark', withAxe: false },
  { name: 'phone-light', size: phone, colorScheme: 'light', withAxe: false },
  { name: 'phone-dark', size: phone, colorScheme: 'dark', withAxe: true },
] as const;

/** Looks at a page on desk and phone, by day and by night: a picture of each, nothing axe objects to, nothing cut off. */
export async function lookAt(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const { name: look, size, colorScheme, withAxe } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    await page.screenshot({ path: join(pictures, `${name}-${look}.png`), fullPage: true });
    expect(await beyondTheEdge(page), `${look}: pixels beyond the edge`).toBe(0);
    if (withAxe) expect(await violations(page), look).toEqual([]);
  }
}

const beyondTheEdge = (page: Page) =>
  page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  );

/** What axe objects to, with the elements; it is put in from outside, past the page's own policy. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(`axe.run({ resultTypes: ['violations'] })`);
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}
