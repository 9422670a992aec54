import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { readTables } from '../support/tables.ts';
import { listSyncs } from './browser-harness.ts';
import { checkAppearance } from './check-appearance.ts';
import { type ChosenFile, file, goodRoster, lackingRoster } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { tooSmall } from './too-small.ts';
import { phone } from './visit.ts';

const withHarness = shareHarnesses();

/** One learner under another name, 130 new ones, and rows that lack an id, a course, a date. */
const mixedRoster = file(
  '六月.csv',
  [
    '用户ID,昵称,手机号,课程,学习日期,备注',
    'u_0,新名0,,非暴力沟通入门,2026-05-16,',
    ...Array.from({ length: 130 }, (_, i) => `v_${i},新人${i},,非暴力沟通深化,2026-06-06,靠窗`),
    ',没有号,,非暴力沟通入门,2026-05-16,',
    'w_1,没有课甲,,,2026-06-06,',
    'w_2,没有课乙,,,2026-06-06,',
    'w_3,日期怪,,非暴力沟通入门,六月六,',
    'v_7,新人7,123,非暴力沟通深化,2026-06-07,',
    '合计,133人,,,,',
  ].join('\n'),
);

/** Sends a file without the page, and waits until nothing more happens by itself. */
async function sync(url: string, { name, buffer }: ChosenFile, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([new Uint8Array(buffer)]), name);
  const response = await fetch(`${url}/api/syncs`, { method: 'POST', body: form });
  const { number } = (await response.json()) as { number: number };
  await eventually(async () => {
    const [newest] = await listSyncs(url);
    expect(newest?.finishedAt !== null || newest?.status === 'needs_input').toBe(true);
  });
  return number;
}

const section = (page: Page, name: string | RegExp) => page.getByRole('region', { name });

it.concurrent(
  'a preview opens under its number, shows the file and each change, and is written by one press',
  withHarness(async (harness) => {
    await sync(harness.url, goodRoster(3, '五月.csv'));
    const number = await sync(harness.url, mixedRoster, { dryRun: 'true' });
    const visit = await harness.visit(`/syncs/${number}`);
    const { page } = visit;

    const seen = section(page, '文件是这样读的');
    await seen.getByRole('columnheader', { name: '用户ID ✓' }).waitFor();
    await seen.getByRole('columnheader', { name: '备注 忽略' }).waitFor();
    await seen.getByText('跳过的行：合计 133人').waitFor();
    expect(await seen.getByRole('row').count()).toBe(6);

    const changes = section(page, '每一行的变化');
    await changes.getByText('第 1 / 2 页，共 136 行').waitFor();
    expect(await changes.getByRole('deletion').first().textContent()).toBe('学员0');
    expect(await changes.getByRole('insertion').first().textContent()).toBe('新名0');
    await checkAppearance(page, 'sync-preview');
    expect(await tooSmall(page)).toEqual([]);

    await changes.getByRole('searchbox').fill('新人12');
    await changes.getByRole('row', { name: /新人129/ }).waitFor();
    expect(await changes.getByRole('row').count()).toBe(12);
    await changes.getByRole('searchbox').fill('没有这个人');
    await changes.getByText('没有这样的行。').waitFor();

    await page.getByRole('button', { name: '写入131条' }).click();
    await page.waitForURL(`**/syncs/${number + 1}`);
    await page.getByText(/处理完毕！成功创建130位新学员/).waitFor();
    expect((await readTables(harness.url)).enrollments).toHaveLength(134);
    expect(visit.consoleProblems()).toEqual([]);
  }),
);

it.concurrent(
  'failed rows stand by their reason, are searched, and get the course that they lack',
  withHarness(async (harness) => {
    await sync(harness.url, goodRoster(3, '五月.csv'));
    const number = await sync(harness.url, mixedRoster);
    const { page } = await harness.visit(`/syncs/${number}`, phone);

    const failed = section(page, '没有写入的行（4）');
    await failed.getByRole('heading', { name: '没有课程名称' }).waitFor();
    expect(await failed.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      '没有课程名称',
      '没有用户ID',
      '学习日期看不懂，或者没有这一天',
    ]);
    expect(await failed.locator('.wrong').allTextContents()).toEqual(['六月六']);
    await checkAppearance(page, 'sync-failures');
    expect(await tooSmall(page)).toEqual([]);

    await failed.getByLabel('这2行没有课程，都按：').fill('非暴力沟通深化');
    await failed.getByRole('button', { name: '写入这2行' }).click();
    await page.waitForURL(`**/syncs/${number + 1}`);
    await page.getByText(/新增2条学习记录。失败2条/).waitFor();
    await page.getByText('没有课程的行都按非暴力沟通深化').waitFor();
    const { enrollments } = await readTables(harness.url);
    expect(enrollments.filter(({ cells }) => String(cells.用户ID).startsWith('w_'))).toHaveLength(2);
  }),
);

it.concurrent(
  'rows that lack their course, their date or both are completed by one form, which says how many it writes',
  withHarness(async (harness) => {
    const number = await sync(harness.url, lackingRoster);
    const { page } = await harness.visit(`/syncs/${number}`, phone);
    const failed = section(page, '没有写入的行（7）');
    const write = failed.getByRole('button', { name: /^写入这/ });
    await failed.getByRole('heading', { name: '没有课程名称' }).waitFor();
    expect(await write.textContent()).toBe('写入这6行');
    await checkAppearance(page, 'sync-lacking');
    expect(await tooSmall(page)).toEqual([]);

    // One of the two is enough for those that lack just that.
    await failed.getByLabel('这5行没有课程，都按：').fill('非暴力沟通深化');
    expect(await write.textContent()).toBe('写入这3行');
    await failed.getByLabel('这3行没有学习日期，都按：').fill('2026-06-06');
    expect(await write.textContent()).toBe('写入这6行');
    await write.click();
    await page.waitForURL(`**/syncs/${number + 1}`);
    await page.getByText(/新增6条学习记录。失败1条/).waitFor();
    const { enrollments } = await readTables(harness.url);
    expect(enrollments.filter(({ cells }) => String(cells.用户ID).startsWith('w_'))).toHaveLength(6);
  }),
);

it.concurrent(
  'a sync that asks says why, with figures, and goes on by one press',
  withHarness(async (harness) => {
    await sync(harness.url, goodRoster(40, '五月.csv'));
    const renamed = goodRoster(40).buffer.toString().replaceAll('学员', '另一个');
    const number = await sync(harness.url, file('改名.csv', renamed));
    const { page } = await harness.visit(`/syncs/${number}`);
    await page
      .getByText(/40位已有学员/)
      .first()
      .waitFor();
    await section(page, '每一行的变化').getByRole('deletion').first().waitFor();
    await checkAppearance(page, 'sync-asks');
    await page.getByRole('button', { name: /写入|确认/ }).click();
    await page
      .getByText(/处理完毕|名单没有变化|更新12位/)
      .first()
      .waitFor();
  }),
);

it.concurrent(
  'the list finds syncs by file, course and state, and leads to their pages',
  withHarness(async (harness) => {
    const oldest = await sync(harness.url, goodRoster(3, '五月.csv'));
    await sync(harness.url, mixedRoster, { dryRun: 'true' });
    const newest = await sync(harness.url, file('七月.csv', '用户ID,昵称\nu_1,甲'));
    const { page } = await harness.visit('/syncs');
    const linkTo = (number: number) => page.getByRole('link', { name: new RegExp(`#${number}(?!\\d)`) });
    await linkTo(newest).waitFor();
    await checkAppearance(page, 'sync-list');
    expect(await tooSmall(page)).toEqual([]);
    const shown = () => page.getByRole('listitem').allTextContents();

    await page.getByRole('searchbox').fill('深化');
    await eventually(async () =>
      expect(await shown()).toEqual([expect.stringMatching(/^(?!.*仅预览).*预览完成/s)]),
    );
    await page.getByRole('searchbox').fill('没有这个人');
    await page.getByText(/找一位学员，请打开那次同步/).waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: '等待补充' }).click();
    await eventually(async () => expect(await shown()).toEqual([expect.stringContaining('七月.csv')]));
    await page.getByRole('button', { name: '已取消' }).click();
    await page.getByText('没有找到这样的记录。').waitFor();
    // As if a page of the list had room for two.
    await page.route('**/api/syncs?*', (route) =>
      route.continue({ url: route.request().url().replace('limit=50', 'limit=2') }),
    );
    await page.getByRole('button', { name: '全部' }).click();
    await eventually(async () => expect(await shown()).toHaveLength(2));
    await page.getByRole('button', { name: '更早的记录' }).click();
    await eventually(async () => expect(await shown()).toHaveLength(3));
    await page.getByRole('button', { name: '更早的记录' }).waitFor({ state: 'hidden' });
    // The keyboard goes on where the list does.
    expect(await page.evaluate('document.activeElement.textContent')).toContain(`#${oldest}`);
    await linkTo(oldest).click();
    await page.waitForURL(`**/syncs/${oldest}`);
    await page.getByRole('heading', { name: /新增3条/ }).waitFor();
  }),
);

it.concurrent(
  'a sync whose rows are deleted says so once, and keeps its numbers',
  withHarness(async (harness) => {
    const number = await sync(harness.url, goodRoster(3, '五月.csv'));
    const { page } = await harness.visit('/syncs');
    const body = JSON.stringify({ error: { code: 'file_deleted', message: '已删除。', hint: '' } });
    for (const rows of ['first-rows', 'changes?*'])
      await page.route(`**/api/syncs/*/${rows}`, (route) =>
        route.fulfill({ status: 410, contentType: 'application/json', body }),
      );
    await page.goto(`${harness.url}/syncs/${number}`);
    await page.getByText('名单和逐行的内容已经删除').waitFor();
    await page.getByText(/3新增/).waitFor();
    await section(page, '每一行的变化').waitFor({ state: 'hidden' });
    await page.getByText('已删除。').waitFor({ state: 'hidden' });
  }),
);

it.concurrent(
  'a number that no sync has leads to a page that says so',
  withHarness(async (harness) => {
    const { page } = await harness.visit('/syncs/99');
    await page.getByRole('heading', { name: '没有找到这次同步' }).waitFor();
    await page.getByRole('link').waitFor();
  }),
);
