import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, it, vi } from 'vitest';
import { type RunningService, startService } from '../end-to-end/processes.ts';
import { launchBrowser } from './launch-browser.ts';
import { lookAt } from './look.ts';
import { goodRoster } from './rosters.ts';
import { uploadPage } from './upload-page.ts';
import { openVisit } from './visit.ts';

vi.setConfig({ testTimeout: 120_000 });

let browser: Browser;
let service: RunningService;
beforeAll(async () => {
  browser = await launchBrowser();
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-login-'));
  service = await startService({ DATA_DIR: dataDir, UPLOAD_PASSWORD: '芝麻开门2026' });
  return async () => {
    await browser.close();
    await service.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  };
});

it('with a password one logs in, uploads, and logs out', async () => {
  const visit = await openVisit(browser, `${service.url}/upload`);
  const { page: tab } = visit;
  const logIn = async (password: string) => {
    await tab.getByLabel('密码').fill(password);
    await tab.getByRole('button', { name: '登录' }).click();
  };
  await lookAt(tab, 'login');
  await logIn('猜一猜');
  await tab.getByRole('alert').filter({ hasText: '密码' }).waitFor();
  await lookAt(tab, 'login-refused');
  await logIn('芝麻开门2026');
  await tab.waitForURL(`${service.url}/upload`);
  const page = uploadPage(tab);
  await page.choose(goodRoster(2));
  await page.says('全部正确.csv', /处理完毕/);
  await page.button('退出登录').waitFor();
  await lookAt(tab, 'upload-logged-in');
  // The browser reports the wrong guess, and nothing else.
  expect(visit.complaints()).toEqual([expect.stringContaining('401')]);
  await page.button('退出登录').click();
  await tab.getByLabel('密码').waitFor();
  await tab.goto(`${service.url}/upload`);
  await tab.getByLabel('密码').waitFor();
});
