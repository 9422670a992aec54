import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** A page that somebody has open. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about: scripts that failed, broken policies, failed requests. */
  consoleProblems(): readonly string[];
  close(): Promise<void>;
}

/** Generous, since the machine may have much else to do. */
const patienceMs = 240_000;

/** Adds up how far things moved that nobody had touched: https://web.dev/articles/cls */
const watchShifts = `
  window.movedByItself = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.movedByItself += value;
  }).observe({ type: 'layout-shift', buffered: true });
`;

/** Opens an address on a desk's screen, in a profile without a past. */
export async function openVisit(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...options,
  });
  await context.addInitScript({ content: watchShifts });
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  const consoleProblems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') consoleProblems.push(message.text());
  });
  page.on('pageerror', (error) => consoleProblems.push(error.message));
  await page.goto(address);
  return { page, context, consoleProblems: () => consoleProblems, close: () => context.close() };
}

/** A telephone's screen, which one touches. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** How far things moved that nobody had touched, in the unit of https://web.dev/articles/cls */
export const movedByItself = ({ page }: Visit) => page.evaluate<number>('window.movedByItself');
