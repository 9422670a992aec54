import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { type BrowserHarness, listSyncs } from './browser-harness.ts';
import { badRoster, goodRoster, sample } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { uploadPage } from './upload-page.ts';

vi.setConfig({ testTimeout: 120_000 });

const withHarness = shareHarnesses();

/** Somebody has the page open. */
async function open(harness: BrowserHarness) {
  const visit = await harness.visit('/upload');
  const { page: tab } = visit;
  return { visit, tab, page: uploadPage(tab) };
}

const dirty = sample('roster-dirty.csv');
const undated = sample('roster-no-course-date.csv');
const newest = async ({ url }: BrowserHarness) => (await listSyncs(url))[0]?.number ?? 0;

describe('failed rows', () => {
  const searchIn = (tab: Page) => tab.getByRole('searchbox', { name: '筛选失败的行' });
  const rowsOf = (tab: Page) => tab.getByRole('table').locator('tbody tr:visible');

  it.concurrent.each([
    ['have no filter', 19, false],
    ['have a filter', 20, true],
  ])(
    '%s where there are %d',
    withHarness(async (harness, _what, count, canFilter) => {
      const { tab, page } = await open(harness);
      await page.choose(badRoster(count));
      await page.says('全部有错.csv', /失败/);
      await rowsOf(tab).first().waitFor();
      expect(await searchIn(tab).isVisible()).toBe(canFilter);
    }),
  );

  it.concurrent(
    'are found by line, nickname, 用户ID or reason',
    withHarness(async (harness) => {
      const { tab, page } = await open(harness);
      await page.choose(badRoster(30));
      await searchIn(tab).fill('u_7');
      await tab.getByText('找到1行。').waitFor();
      expect(await rowsOf(tab).allTextContents()).toEqual([expect.stringMatching(/^9学员7 · u_7/)]);
      await searchIn(tab).fill('没有用户ID');
      await tab.getByText('找到15行。').waitFor();
      await searchIn(tab).fill('');
      expect(await rowsOf(tab).count()).toBe(30);
    }),
  );

  it.concurrent(
    'are shown up to 1,000, and what is beyond is said',
    withHarness(async (harness) => {
      const { tab, page } = await open(harness);
      await page.choose(badRoster(1_200));
      await tab.getByText('这里显示前1000行，其余200行在失败明细里。').waitFor();
      expect(await rowsOf(tab).count()).toBe(1000);
      await searchIn(tab).fill('没有用户ID');
      await tab.getByText('前1000行里找到500行。').waitFor();
    }),
  );

  it.concurrent(
    'can be downloaded, and the file can be uploaded as it is',
    withHarness(async (harness) => {
      const { tab, page } = await open(harness);
      await page.choose(dirty);
      const downloading = tab.waitForEvent('download');
      await tab.getByRole('link', { name: '下载失败明细' }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe('失败明细-roster-dirty.xlsx');
      const buffer = await readFile(await download.path());
      await page.choose({ name: '改好了.xlsx', mimeType: 'application/octet-stream', buffer });
      await page.says('改好了.xlsx', /失败16条/);
    }),
  );
});

it.concurrent(
  'the result is copied with the notice that nothing is real',
  withHarness(async (harness) => {
    const { visit, tab, page } = await open(harness);
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.choose(goodRoster(2));
    await page.button('复制结果').click();
    await page.button('已复制').waitFor();
    expect(await tab.evaluate('navigator.clipboard.readText()')).toBe(
      '演示模式，未写入真实飞书\n处理完毕！成功创建2位新学员，新增2条学习记录。失败0条。',
    );
  }),
);

it.concurrent(
  '课程 and 学习日期 are asked for where the roster lacks them; a second click on 继续 does nothing',
  withHarness(async (harness) => {
    const { visit, tab, page } = await open(harness);
    await page.choose(undated);
    await tab.getByLabel('课程').fill('非暴力沟通入门');
    await tab.getByLabel('学习日期').fill('2026-05-16');
    await page.button('继续').dblclick();
    await page.says(undated.name, '处理完毕！成功创建41位新学员，新增41条学习记录。失败1条。');
    expect(visit.consoleProblems()).toEqual([]);
  }),
);

it.concurrent(
  '重新同步 clicked twice is one rerun, in the same card',
  withHarness(async (harness) => {
    const { tab, page } = await open(harness);
    await page.choose(goodRoster(2));
    await page.says('全部正确.csv', /处理完毕/);
    const before = await newest(harness);
    await page.button('重新同步').dblclick();
    await page.says('全部正确.csv', '名单没有变化，无需写入。');
    expect([await newest(harness), await tab.getByRole('article').count()]).toEqual([before + 1, 1]);
  }),
);

it.concurrent(
  '仍按新日期新增 is offered where a new date added nobody, and adds them',
  withHarness(async (harness) => {
    const { tab, page } = await open(harness);
    for (const day of ['2026-05-16', '2026-05-23']) {
      await page.choose(undated);
      await tab.getByLabel('课程').fill('非暴力沟通入门');
      await tab.getByLabel('学习日期').fill(day);
      await page.button('继续').click();
      await page.says(undated.name, /处理完毕/);
    }
    await page.button('仍按新日期新增').click();
    await page.says(undated.name, /成功创建0位新学员，新增41条学习记录/);
  }),
);

it.concurrent(
  'recent syncs show number, origin, file and figures, and lead to the report',
  withHarness(async (harness) => {
    const { tab, page } = await open(harness);
    await page.choose(dirty);
    await page.says(dirty.name, /处理完毕/);
    const number = await newest(harness);
    await tab.goto(`${harness.url}/upload`);
    await tab.reload();
    await tab.getByText('最近的同步').click();
    const link = tab.getByRole('link').filter({ hasText: `#${number}` });
    expect(await link.textContent()).toMatch(
      /roster-dirty\.csv部分失败.*\s· 网页\s· 新学员\s43\s· 新增学习记录\s44\s· 失败\s16$/,
    );
    await link.click();
    await page.says(dirty.name, '处理完毕！成功创建43位新学员，新增44条学习记录。失败16条。');
    await tab.goBack();
    await tab.getByText('还没有上传名单').waitFor();
  }),
);
