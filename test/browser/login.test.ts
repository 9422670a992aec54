import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, startService } from '../support/processes.ts';
import { checkAppearance } from './check-appearance.ts';
import { launchBrowser } from './launch-browser.ts';
import { file, goodRoster, sample } from './rosters.ts';
import { tooSmall } from './too-small.ts';
import { uploadPage } from './upload-page.ts';
import { openVisit } from './visit.ts';

const password = '芝麻开门2026';
const undated = sample('roster-no-course-date.csv');

let browser: Browser;
let service: RunningService;
beforeAll(async () => {
  browser = await launchBrowser();
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-login-'));
  service = await startService({ DATA_DIR: dataDir, UPLOAD_PASSWORD: password });
  return async () => {
    await browser.close();
    await service.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  };
});

async function logIn(tab: Page, given: string): Promise<void> {
  await tab.getByLabel('密码').fill(given);
  await tab.getByRole('button', { name: '登录' }).click();
}

it('a person with the password logs in, uploads, and logs out', async () => {
  const visit = await openVisit(browser, `${service.url}/upload`);
  const { page: tab } = visit;
  await checkAppearance(tab, 'login');
  expect(await tooSmall(tab)).toEqual([]);
  await logIn(tab, '猜一猜');
  await tab.getByRole('alert').filter({ hasText: '密码' }).waitFor();
  await checkAppearance(tab, 'login-refused');
  await logIn(tab, password);
  await tab.waitForURL(`${service.url}/upload`);
  const page = uploadPage(tab);
  await page.choose(goodRoster(2));
  await page.says('全部正确.csv', /处理完毕/);
  await page.button('退出登录').waitFor();
  await checkAppearance(tab, 'upload-logged-in');
  expect(await tooSmall(tab)).toEqual([]);
  // The browser reports the wrong guess, and nothing else.
  expect(visit.consoleProblems()).toEqual([expect.stringContaining('401')]);
  await page.button('退出登录').click();
  await tab.getByLabel('密码').waitFor();
  await tab.goto(`${service.url}/upload`);
  await tab.getByLabel('密码').waitFor();
  await visit.close();
});

describe('a login that ends while the page is open', () => {
  /** Somebody is at work on the page; `end` is what a week without a login does. */
  async function work() {
    const visit = await openVisit(browser, `${service.url}/upload`);
    const { page: tab, context } = visit;
    await logIn(tab, password);
    await tab.waitForURL(`${service.url}/upload`);
    return {
      visit,
      tab,
      page: uploadPage(tab),
      end: () => context.clearCookies(),
      /** By the way the page offers. */
      async logInAgain() {
        const opening = context.waitForEvent('page');
        await tab.getByRole('alert').getByRole('link', { name: '重新登录' }).click();
        const beside = await opening;
        await logIn(beside, password);
        await uploadPage(beside).button('上传CSV文件').waitFor();
        await beside.close();
      },
    };
  }

  it('keeps a file that is to be uploaded, even a large one, and uploads it after the next login', async () => {
    const { visit, tab, page, end, logInAgain } = await work();
    await end();
    const large = file('大文件.csv', '行\n'.repeat(3_000_000));
    await page.choose(large);
    await page.says(large.name, /登录已过期。.*会自动继续上传/);
    await checkAppearance(tab, 'upload-login-ended');
    expect(await tooSmall(tab)).toEqual([]);
    await logInAgain();
    await page.says(large.name, '没有写入任何数据。');
    await visit.close();
  });

  it('keeps what was typed', async () => {
    const { visit, tab, page, end, logInAgain } = await work();
    await page.choose(undated);
    await tab.getByLabel('课程').fill('非暴力沟通入门');
    await tab.getByLabel('学习日期').fill('2026-05-16');
    await end();
    await page.button('继续').click();
    await tab.getByRole('alert').getByText('登录已过期。').first().waitFor();
    await logInAgain();
    await page.button('继续').click();
    await page.says(undated.name, /处理完毕/);
    await visit.close();
  });

  it('is asked for by a page that is loaded again, which then shows its syncs', async () => {
    const { visit, tab, page, end } = await work();
    await page.choose(undated);
    await tab.getByLabel('学习日期').waitFor();
    await end();
    await tab.reload();
    await logIn(tab, '猜一猜');
    await logIn(tab, password);
    await page.says(undated.name, '还没有写入任何数据。');
    await visit.close();
  });
});
