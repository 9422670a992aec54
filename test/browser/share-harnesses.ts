import { beforeAll } from 'vitest';
import { type BrowserStage, openBrowserStage } from './browser-stage.ts';
import { launchBrowser } from './launch-browser.ts';

/** Most of its time a test waits for a page, so two of them fit beside each other. */
const stagesAtOnce = 2;

/** Makes a test of what happens on a stage; it has the stage to itself, with empty tables. */
export type OnStage = <Row extends unknown[]>(
  act: (stage: BrowserStage, ...row: Row) => Promise<void>,
) => (...row: Row) => Promise<void>;

/** One browser and a few stages for all the tests of a file, which wait until one is free. */
export function shareStages(): OnStage {
  const free: BrowserStage[] = [];
  const waiting: ((stage: BrowserStage) => void)[] = [];
  beforeAll(async () => {
    const browser = await launchBrowser();
    const stages = await Promise.all(Array.from({ length: stagesAtOnce }, () => openBrowserStage(browser)));
    free.push(...stages);
    return async () => {
      await browser.close();
      await Promise.all(stages.map((stage) => stage.close()));
    };
  });
  return (act) =>
    async (...row) => {
      const stage = free.pop() ?? (await new Promise<BrowserStage>((resolve) => waiting.push(resolve)));
      try {
        await stage.clear();
        await act(stage, ...row);
      } finally {
        const next = waiting.shift();
        if (next === undefined) free.push(stage);
        else next(stage);
      }
    };
}
