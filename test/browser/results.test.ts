import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type BrowserHarness, listSyncs } from './browser-harness.ts';
import { badRoster, goodRoster, lackingRoster, sample } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { uploadPage } from './upload-page.ts';

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
  const seeThem = (tab: Page) => tab.getByRole('button', { name: '看失败的行' }).click();

  it.concurrent.each([
    ['have no filter', 19, false],
    ['have a filter', 20, true],
  ])(
    '%s where there are %d',
    withHarness(async (harness, _what, count, canFilter) => {
      const { tab, page } = await open(harness);
      await page.choose(badRoster(count));
      await page.says('全部有错.csv', /失败/);
      await seeThem(tab);
      await rowsOf(tab).first().waitFor();
      expect(await searchIn(tab).isVisible()).toBe(canFilter);
    }),
  );

  it.concurrent(
    'that only lack their course or date are written by one press, on the same card',
    withHarness(async (harness) => {
      const { tab, page } = await open(harness);
      await page.choose(lackingRoster);
      await seeThem(tab);
      await tab.getByLabel('这5行没有课程，都按：').fill('非暴力沟通深化');
      await tab.getByLabel('这3行没有学习日期，都按：').fill('2026-06-06');
      await page.button('写入这6行').click();
      await page.says(lackingRoster.name, /新增6条学习记录。失败1条/);
      expect(await tab.getByRole('article').count()).toBe(1);
    }),
  );

  it.concurrent(
    'are found by line, nickname, 用户ID or reason',
    withHarness(async (harness) => {
      const { tab, page } = await open(harness);
      await page.choose(badRoster(30));
      await seeThem(tab);
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
      await seeThem(tab);
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
      await seeThem(tab);
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
      [
        '演示模式，未写入真实飞书',
        '处理完毕！成功创建2位新学员，新增2条学习记录。失败0条。',
        `非暴力沟通入门 · 2026-05-16 · 全部正确.csv · #${await newest(harness)}`,
      ].join('\n'),
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
    await tab.getByText('详情', { exact: true }).click();
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
    await tab.getByText('详情', { exact: true }).click();
    await page.button('仍按新日期新增').dblclick();
    await page.button('确认再新增41条').click();
    await page.says(undated.name, /成功创建0位新学员，新增41条学习记录/);
  }),
);

it.concurrent(
  'what has come of a file is seen at one glance, with one solid button that leads on',
  withHarness(async (harness) => {
    const { tab, page } = await open(harness);
    const solid = page.card('').locator('.button:not(.button-quiet):visible');
    await page.choose(dirty);
    await page.says(dirty.name, '63行 = 44新增 · 3重复 · 16要改');
    expect(await tab.title()).toBe('新增44条，16行要改 · roster-dirty.csv');
    expect(await solid.allTextContents()).toEqual(['看失败的行']);
    await solid.click();
    expect(await solid.allTextContents()).toEqual(['下载失败明细']);
    await page.choose(goodRoster(1_200));
    await page.says('全部正确.csv', '1,200行 = 1,200新增');
    expect(await tab.title()).toBe('新增1,200条 · 全部正确.csv');
    expect(await solid.allTextContents()).toEqual(['在多维表格中查看']);
    expect(await solid.getAttribute('href')).toBe('/sandbox');
    await page.choose(goodRoster(1_200));
    await page.says('全部正确.csv', '名单没有变化，无需写入。');
    expect(await tab.getByText('1,200行').isVisible()).toBe(false);
  }),
);

it.concurrent(
  'what only an administrator can mend is copied with number, code and time',
  withHarness(async (harness) => {
    const { visit, tab, page } = await open(harness);
    await visit.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await harness.control('POST', 'fields', { action: 'delete', table: '学习记录表', field: '课程' });
    await page.choose(goodRoster(2));
    await page.button('复制给管理员').click();
    await page.button('已复制').waitFor();
    const note = await tab.evaluate<string>('navigator.clipboard.readText()');
    const [subject, ...more] = note.split('\n');
    expect(subject).toBe(`NVC 学员同步 #${await newest(harness)} · 全部正确.csv`);
    expect(more.join()).toContain('「学习记录表」缺少字段“课程”');
    expect(more.at(-1)).toMatch(/^代码：tables_unfit · 时间：\d/);
    expect(await page.button('重新同步').isVisible()).toBe(true);
  }),
);

it.concurrent(
  'the first view shows the last three syncs and what waits for a person, and leads to them',
  withHarness(async (harness) => {
    const { tab, page } = await open(harness);
    for (const file of [goodRoster(2), dirty, undated, goodRoster(3)]) {
      await page.choose(file);
      await page.says(file.name, /处理完毕|请填写后继续/);
    }
    await tab.goto(`${harness.url}/upload`);
    await tab.reload();
    const latest = tab.getByRole('region', { name: '最近的同步' });
    await latest.getByRole('link').first().waitFor();
    expect(await latest.getByRole('link').allTextContents()).toEqual([
      expect.stringMatching(/^《非暴力沟通入门》5月16日 · 新增1条.*全部正确\.csv$/),
      expect.stringMatching(/^等您选课程和学习日期 · roster-no-course-date\.csv/),
      expect.stringMatching(/新增44条，16行要改.*roster-dirty\.csv$/),
    ]);
    await latest.getByRole('link', { name: dirty.name }).click();
    await page.says(dirty.name, '处理完毕！成功创建43位新学员，新增44条学习记录。失败16条。');
    await tab.goBack();
    await page.button('1份等您补充').click();
    await page.says(undated.name, '请填写后继续');
    await tab.getByRole('link', { name: '全部记录' }).click();
    await tab.getByRole('heading', { name: '全部记录' }).waitFor();
  }),
);
