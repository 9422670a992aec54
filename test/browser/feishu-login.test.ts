import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { people } from '../../src/sandbox/state/people.ts';
import { type RunningService, startService } from '../support/processes.ts';
import { checkAppearance } from './check-appearance.ts';
import { launchBrowser } from './launch-browser.ts';
import { goodRoster } from './rosters.ts';
import { uploadPage } from './upload-page.ts';
import { openVisit, phone } from './visit.ts';

const [wang, , guest] = people.map(({ openId }) => openId);

let browser: Browser;
let service: RunningService;
beforeAll(async () => {
  browser = await launchBrowser();
  const dataDir = await mkdtemp(join(tmpdir(), 'nvc-feishu-login-'));
  const settings = { UPLOAD_LOGIN: 'feishu', ALLOWED_USERS: `${wang},${guest}` };
  service = await startService({ DATA_DIR: dataDir, ...settings });
  return async () => {
    await browser.close();
    await service.kill('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  };
});

it.each([
  ['desk', 2, {}],
  ['phone', 4, phone],
])('a person on a %s logs in at Feishu, uploads %i rows, and logs out', async (device, rows, options) => {
  const visit = await openVisit(browser, `${service.url}/upload`, options);
  const { page: tab } = visit;
  const logIn = tab.getByRole('link', { name: '用飞书登录' });
  if (device === 'desk') await checkAppearance(tab, 'feishu-login');
  await logIn.click();
  await tab.getByRole('heading', { name: '演示用的飞书登录' }).waitFor();
  if (device === 'desk') await checkAppearance(tab, 'feishu-authorize');
  await tab.getByRole('link', { name: '以小王的身份登录' }).click();
  await tab.waitForURL(`${service.url}/upload`);
  const page = uploadPage(tab);
  await page.choose(goodRoster(rows));
  await page.says('全部正确.csv', /处理完毕/);
  await tab.getByText('小王', { exact: true }).waitFor();
  await page.says('全部正确.csv', '非暴力沟通入门 · 2026-05-16 · 全部正确.csv · 小王');
  if (device === 'desk') await checkAppearance(tab, 'upload-logged-in-by-feishu');
  await page.button('退出登录').click();
  await logIn.waitFor();
  await tab.goto(`${service.url}/upload`);
  await logIn.waitFor();
  expect(visit.consoleProblems()).toEqual([]);
  await visit.close();
});

it('whoever is not let in reads why, and may come back as somebody else', async () => {
  const visit = await openVisit(browser, `${service.url}/upload`);
  const { page: tab } = visit;
  const answer = async (choice: string) => {
    await tab.getByRole('link', { name: '用飞书登录' }).click();
    await tab.getByRole('link', { name: choice }).click();
  };
  await answer('拒绝');
  await tab.getByRole('alert').filter({ hasText: '您没有同意用飞书登录' }).waitFor();
  await answer('以外部客户的身份登录');
  await tab.getByRole('alert').filter({ hasText: '不属于本企业' }).waitFor();
  await answer('以小李的身份登录');
  await tab.getByRole('alert').filter({ hasText: '您没有使用学员同步的权限' }).waitFor();
  await checkAppearance(tab, 'feishu-login-refused');
  await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await tab.getByRole('button', { name: '复制编号' }).click();
  await tab.getByRole('button', { name: '已复制' }).waitFor();
  expect(await tab.evaluate('navigator.clipboard.readText()')).toMatch(/^ou_\w+$/);
  await answer('以小王的身份登录');
  await tab.waitForURL(`${service.url}/upload`);
  // The browser reports each refusal, and nothing else.
  expect(visit.consoleProblems()).toEqual(
    [403, 403, 403].map((status) => expect.stringContaining(String(status))),
  );
  await visit.close();
});

it('a person inside the Feishu client is asked nothing at all', async () => {
  const userAgent =
    'Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Lark/7.50.5 LarkLocale/zh_CN ChannelName/Feishu';
  const visit = await openVisit(browser, `${service.url}/upload`, { ...phone, userAgent });
  await visit.page.waitForURL(`${service.url}/upload`);
  await visit.page.getByText('小王').waitFor();
  expect(visit.consoleProblems()).toEqual([]);
  await visit.close();
});
