import { beforeAll } from 'vitest';
import { type BrowserHarness, openBrowserHarness } from './browser-harness.ts';
import { launchBrowser } from './launch-browser.ts';

/** Most of its time a test waits for a page, so two of them fit beside each other. */
const harnessesAtOnce = 2;

/** Makes a test of what happens on a harness; it has the harness to itself, with empty tables. */
export type WithHarness = <Row extends unknown[]>(
  act: (harness: BrowserHarness, ...row: Row) => Promise<void>,
) => (...row: Row) => Promise<void>;

/** One browser and a few harnesses for all the tests of a file, which wait until one is free. */
export function shareHarnesses(): WithHarness {
  const free: BrowserHarness[] = [];
  const waiting: ((harness: BrowserHarness) => void)[] = [];
  beforeAll(async () => {
    const browser = await launchBrowser();
    const harnesses = await Promise.all(
      Array.from({ length: harnessesAtOnce }, () => openBrowserHarness(browser)),
    );
    free.push(...harnesses);
    return async () => {
      await browser.close();
      await Promise.all(harnesses.map((harness) => harness.close()));
    };
  });
  return (act) =>
    async (...row) => {
      const harness = free.pop() ?? (await new Promise<BrowserHarness>((resolve) => waiting.push(resolve)));
      try {
        await harness.clear();
        await act(harness, ...row);
      } finally {
        const next = waiting.shift();
        if (next === undefined) free.push(harness);
        else next(harness);
      }
    };
}
