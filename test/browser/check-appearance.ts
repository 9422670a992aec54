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

/** Two are enough: between them they have both arrangements and both sets of colours. The others are for pictures. */
const looks = [
  { name: 'desk-light', screen: desk, colorScheme: 'light', onlyPictured: false },
  { name: 'desk-dark', screen: desk, colorScheme: 'dark', onlyPictured: true },
  { name: 'phone-light', screen: phone, colorScheme: 'light', onlyPictured: true },
  { name: 'phone-dark', screen: phone, colorScheme: 'dark', onlyPictured: false },
] as const;

/**
 * Looks at a page on desk and phone, by day and by night: nothing axe objects to, nothing cut off, and a picture of each for
 * whoever wants them.
 */
export async function checkAppearance(page: Page, name: string): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  for (const { name: look, screen, colorScheme, onlyPictured } of looks) {
    if (onlyPictured && pictures === null) continue;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await show(browser, screen);
    await show(browser, { ...screen, height: Math.max(screen.height, await lengthOf(page)) });
    if (pictures !== null) await takePicture(browser, pictures, `${name}-${look}.png`);
    expect(await beyondTheEdge(page), `${look}: pixels beyond the edge`).toBe(0);
    if (!onlyPictured) expect(await violations(page), look).toEqual([]);
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

async function takePicture(browser: CDPSession, folder: string, name: string): Promise<void> {
  const { data } = await browser.send('Page.captureScreenshot', { optimizeForSpeed: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), Buffer.from(data, 'base64'));
}

const lengthOf = (page: Page) => page.evaluate<number>('document.documentElement.scrollHeight');

const beyondTheEdge = (page: Page) =>
  page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  );

/** What axe objects to, with the elements; it is put in from outside, past the page's own policy. */
async function violations(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>(`axe.run({ resultTypes: ['violations'] })`);
  return results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}
