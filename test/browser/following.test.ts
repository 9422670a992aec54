import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { listSyncs } from './browser-harness.ts';
import { goodRoster, sample } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { uploadPage } from './upload-page.ts';
import { movedByItself } from './visit.ts';

const withHarness = shareHarnesses();

const dirty = sample('roster-dirty.csv');
const records = '*/records/search*';
const writing = '*/records/batch_create*';

it.concurrent(
  'bar and sentence show how far a sync is, until it is done',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    const { name } = goodRoster(1500);
    // Learners in two batches, then enrollments in two: the last one is held.
    await harness.hold(writing, 4);
    await page.choose(goodRoster(1500));
    await page.says(name, '正在处理第1001条记录…（共1500条）');
    expect(await tab.getByRole('progressbar', { name: '进度' }).getAttribute('value')).toMatch(/^0\.66/);
    await harness.letGo();
    await page.says(name, '处理完毕！成功创建1500位新学员，新增1500条学习记录。失败0条。');
    expect(await tab.getByRole('progressbar').isVisible()).toBe(false);
  }),
);

it.concurrent(
  'nothing on the page moves by itself from the first view until there is a result',
  withHarness(async (harness) => {
    const visit = await harness.visit('/upload');
    const page = uploadPage(visit.page);
    await visit.page.getByText('演示模式').waitFor();
    await harness.hold(writing);
    await page.choose(dirty);
    await page.says(dirty.name, /正在处理第\d+条记录/);
    // The words of a state are longer or shorter than those before, which is no jump.
    expect(await movedByItself(visit)).toBeLessThan(0.001);
  }),
);

it.concurrent(
  'a place in the queue moves up, and the sync follows',
  withHarness(async (harness) => {
    const page = uploadPage((await harness.visit('/upload')).page);
    await harness.hold(records);
    await page.choose(dirty, goodRoster(2));
    await page.says('全部正确.csv', '排队中，前面还有1个。');
    await harness.letGo();
    await page.says('全部正确.csv', /处理完毕/);
  }),
);

it.concurrent(
  'a sync goes on without the network, and is found finished when that returns',
  withHarness(async (harness) => {
    const { page: tab, context } = await harness.visit('/upload');
    const page = uploadPage(tab);
    await harness.hold(records);
    await page.choose(dirty);
    await page.says(dirty.name, '正在读取学员总表…');
    await context.setOffline(true);
    // Read out, too.
    await tab.getByRole('alert').getByText('正在重试；同步不会丢失').waitFor();
    await harness.letGo();
    await eventually(async () => expect((await listSyncs(harness.url))[0]?.status).toBe('partial'));
    await context.setOffline(false);
    await page.says(dirty.name, /处理完毕/);
    expect(await tab.getByText('正在重试').isVisible()).toBe(false);
  }),
);

it.concurrent(
  'a page that is loaded again finds its syncs again',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    await harness.hold(records);
    await page.choose(dirty, goodRoster(2));
    await page.says(dirty.name, '正在读取学员总表…');
    await page.says('全部正确.csv', /排队中/);
    await tab.reload();
    await page.says(dirty.name, '正在读取学员总表…');
    await page.says('全部正确.csv', /排队中/);
    await harness.letGo();
    await page.says('全部正确.csv', /处理完毕/);
  }),
);

it.concurrent(
  'what is answered in one tab is seen in the other',
  withHarness(async (harness) => {
    const { page: tab, context } = await harness.visit('/upload');
    const undated = sample('roster-no-course-date.csv');
    await uploadPage(tab).choose(undated);
    await tab.getByLabel('学习日期').waitFor();
    const other = await context.newPage();
    await other.goto(tab.url());
    await other.getByLabel('课程').fill('非暴力沟通入门');
    await other.getByLabel('学习日期').fill('2026-05-16');
    await uploadPage(other).button('继续').click();
    await uploadPage(tab).says(undated.name, /处理完毕/);
    expect(await tab.getByLabel('学习日期').isVisible()).toBe(false);
  }),
);

it.concurrent(
  'of several sheets those are read that a person leaves ticked, and none without an answer',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    const sheets = sample('field/x02f-active-second.xlsx', '两期名单.xlsx');
    await page.choose(sheets);
    await page.says(sheets.name, /文件里有2个工作表是名单/);
    const [old, current] = ['上期（旧）（1行）', '本期（1行）'].map((name) => tab.getByLabel(name));
    expect(await Promise.all([old?.isChecked(), current?.isChecked()])).toEqual([false, true]);
    await current?.uncheck();
    await page.button('继续').click();
    await page.says(sheets.name, '请至少选择一个工作表。');
    await current?.check();
    await page.button('继续').click();
    await page.says(sheets.name, /处理完毕！成功创建1位新学员，新增1条学习记录/);
  }),
);

it.concurrent(
  'whether a column is the 用户ID has to be said, and the result says by which column it went',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    const file = {
      name: '学员编号.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('学员编号,昵称,课程,学习日期\nu_7f74bf20f876f_I1JEzO3joO,甲,入门,2026-05-16\n'),
    };
    await page.choose(file);
    await page.says(file.name, '“学员编号”是用户ID吗？');
    await page.button('继续').click();
    expect(await tab.getByLabel('是，它是用户ID').isChecked()).toBe(false);
    await page.says(file.name, '“学员编号”是用户ID吗？');
    await tab.getByLabel('是，它是用户ID').check();
    await page.button('继续').click();
    await page.says(file.name, /处理完毕！成功创建1位新学员，新增1条学习记录/);
    await tab.getByText('详情', { exact: true }).click();
    await tab.getByText(/^提醒（/).click();
    await page.says(file.name, /按回答过的把“学员编号”列当作用户ID/);
  }),
);

it.concurrent(
  'a sync goes on over a restart of the service, and the page follows it to its end',
  withHarness(async (harness) => {
    const page = uploadPage((await harness.visit('/upload')).page);
    await harness.hold(records);
    await page.choose(dirty);
    await page.says(dirty.name, '正在读取学员总表…');
    await harness.restart();
    await page.says(dirty.name, /处理完毕/);
  }),
);

it.concurrent(
  'a screen reader announces each state once, and not every row',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    await tab.evaluate(`
    window.announced = [];
    const live = document.querySelector('[aria-live]');
    new MutationObserver(() => announced.push(live.textContent)).observe(live, { childList: true });
  `);
    await harness.hold(writing);
    await page.choose(dirty);
    await page.says(dirty.name, /正在处理第\d+条记录/);
    await harness.letGo();
    await page.says(dirty.name, /处理完毕/);
    const announced = await tab.evaluate<string[]>('announced');
    expect(announced.every((text) => text.startsWith(dirty.name))).toBe(true);
    expect(announced.at(-1)).toContain('处理完毕！成功创建43位新学员，新增44条学习记录。失败16条。');
    expect(announced.length).toBeLessThanOrEqual(4);
  }),
);

it.concurrent.each([
  ['reduce', 0],
  ['no-preference', 2],
] as const)(
  'with reduced motion "%s", %d things move while a sync runs',
  withHarness(async (harness, reducedMotion, moving) => {
    const { page: tab } = await harness.visit('/upload', { reducedMotion });
    const page = uploadPage(tab);
    await harness.hold(records);
    await page.choose(dirty);
    await page.says(dirty.name, '正在读取学员总表…');
    expect(await tab.evaluate<number>('document.getAnimations().length')).toBe(moving);
  }),
);
