import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import { picturesFolder } from './pictures-folder.ts';

const pictures = picturesFolder(process.env);

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const desk = { width: 1280, height: 800, mobile: false };
const phone = { width: 390, height: 844, mobile: true };
/** The narrowest phones, and a desk's window enlarged to 400%. */
const narrow = { width: 320, height: 568, mobile: true };

/** Two of them are enough for axe: between them they have both arrangements and both sets of colours. */
const looks = [
  { name: 'desk-light', screen: desk, colorScheme: 'light', withAxe: true },
  { name: 'desk-dark', screen: desk, colorScheme: 'dark', withAxe: false },
  { name: 'phone-light', screen: phone, colorScheme: 'light', withAxe: false },
  { name: 'phone-dark', screen: phone, colorScheme: 'dark', withAxe: true },
] as const;

/**
 * Looks at a page on desk and phone, by day and by night: a picture of each, nothing axe objects to, nothing cut off,
 * nothing too small for a finger.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const browser = await page.context().newCDPSession(page);
  for (const { name: look, screen, colorScheme, withAxe } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await show(browser, screen);
    await show(browser, { ...screen, height: Math.max(screen.height, await lengthOf(page)) });
    await takePicture(browser, join(pictures, `${name}-${look}.png`));
    expect(await beyondTheEdge(page), `${look}: pixels beyond the edge`).toBe(0);
    if (screen.mobile) expect(await tooSmall(page), `${look}: too small for a finger`).toEqual([]);
    if (withAxe) expect(await violations(page), look).toEqual([]);
  }
  await show(browser, narrow);
  expect(await beyondTheEdge(page), 'narrow: pixels beyond the edge').toBe(0);
  await show(browser, desk);
  await browser.detach();
}

/** By the browser itself: Playwright cannot turn a page that is open into one on a phone, nor picture the whole of it. */
async function show(browser: CDPSession, screen: typeof desk): Promise<void> {
  await browser.send('Emulation.setDeviceMetricsOverride', { ...screen, deviceScaleFactor: 1 });
  // Even when switched off it takes the mouse away, so the desk comes first.
  if (screen.mobile) await browser.send('Emulation.setTouchEmulationEnabled', { enabled: true });
}

async function takePicture(browser: CDPSession, path: string): Promise<void> {
  const { data } = await browser.send('Page.captureScreenshot', { captureBeyondViewport: false });
  writeFileSync(path, Buffer.from(data, 'base64'));
}

const lengthOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollHeight');

const beyondTheEdge = (page: Page) =>
  page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  );

/** A fingertip, in CSS pixels: https://www.w3.org/WAI/WCAG22/Understanding/target-size-enhanced.html */
const fingertip = 44;

/** What can be pressed but is smaller than a fingertip. A box to tick is as large as its label. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
      .map((target) => (target.type === 'checkbox' && target.closest('label')) || target)
      .filter((target) => target.checkVisibility({ visibilityProperty: true }))
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return Math.min(width, height) < ${fingertip};
      })
      .map((target) => target.outerHTML)
  `);
}

/** What axe objects to, with the elements; it is put in from outside, past the page's own policy. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(`axe.run({ resultTypes: ['violations'] })`);
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}
