import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type BrowserHarness, listSyncs } from './browser-harness.ts';
import { dropPaths } from './drag.ts';
import { file, goodRoster, sample } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { slowAnswers, throttleUploads } from './throttle-uploads.ts';
import { uploadPage } from './upload-page.ts';
import { phone } from './visit.ts';

const withHarness = shareHarnesses();

/** A folder such as people have on their own machine. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nvc-files-'));
  return () => rm(folder, { recursive: true });
});

/** Puts a file there. */
async function keep({ name, buffer }: { name: string; buffer: Buffer }): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, buffer);
  return path;
}

/** Counts the syncs from now on. */
async function countSyncs({ url }: BrowserHarness): Promise<() => Promise<number>> {
  const before = (await listSyncs(url)).length;
  return async () => (await listSyncs(url)).length - before;
}

/** Large enough to be watched on its way, and refused at once when it has come. */
const large = file('大文件.csv', '行\n'.repeat(400_000));
const small = goodRoster(2);

it.concurrent(
  'files go out one after another, and each becomes a sync of its own',
  withHarness(async (harness) => {
    const newSyncs = await countSyncs(harness);
    const visit = await harness.visit('/upload');
    const page = uploadPage(visit.page);
    const goFast = await throttleUploads(visit);
    await page.choose(large, small);
    await page.says(large.name, /正在上传… [1-9]\d?%/);
    await page.says(small.name, '等待上传…');
    await goFast();
    await page.says(small.name, /处理完毕/);
    expect(await newSyncs()).toBe(2);
  }),
);

it.concurrent(
  'a file may be dropped anywhere; dropped again while it is on its way it is not taken twice',
  withHarness(async (harness) => {
    const newSyncs = await countSyncs(harness);
    const visit = await harness.visit('/upload');
    const page = uploadPage(visit.page);
    const goFast = await throttleUploads(visit);
    const drag = await page.drag(large);
    await drag.drop();
    await drag.drop();
    expect(await page.card(large.name).count()).toBe(1);
    await goFast();
    await page.says(large.name, '没有写入任何数据。');
    expect(await newSyncs()).toBe(1);
  }),
);

it.concurrent(
  'several files dropped together each become a sync; a folder among them is not taken for a lost network',
  withHarness(async (harness) => {
    const newSyncs = await countSyncs(harness);
    const visit = await harness.visit('/upload');
    const page = uploadPage(visit.page);
    const paths = await Promise.all(['甲班.csv', '乙班.csv'].map((name) => keep(goodRoster(2, name))));
    await dropPaths(visit.page, [...paths, folder]);
    await page.says('甲班.csv', /处理完毕|没有变化/);
    await page.says('乙班.csv', /处理完毕|没有变化/);
    await page.says(basename(folder), '读不到这个文件，没有上传。');
    expect(await newSyncs()).toBe(2);
  }),
);

it.concurrent(
  'a file that was changed while it waited for the network is asked for again',
  withHarness(async (harness) => {
    const newSyncs = await countSyncs(harness);
    const { page: tab, context } = await harness.visit('/upload');
    const page = uploadPage(tab);
    const path = await keep(goodRoster(2, '改动中.csv'));
    await context.setOffline(true);
    await dropPaths(tab, [path]);
    await page.says('改动中.csv', /恢复后自动上传/);
    await keep(goodRoster(3, '改动中.csv'));
    await context.setOffline(false);
    await page.says('改动中.csv', '读不到这个文件，没有上传。');
    expect(await newSyncs()).toBe(0);
  }),
);

it.concurrent.each([
  ['nothing', '空文件.csv', '', '文件是空的。'],
  ['a picture', '照片.csv', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', '这是图片，不是学员名单。'],
])(
  'a file that holds %s is refused with what is wrong and what to do',
  withHarness(async (harness, _what, name, content, said) => {
    const page = uploadPage((await harness.visit('/upload')).page);
    await page.choose(file(name, Buffer.from(content, 'latin1')));
    await page.says(name, said);
    await page.says(name, /请.*上传/);
  }),
);

it.concurrent(
  'a restart of the service in mid-upload costs nothing',
  withHarness(async (harness) => {
    const newSyncs = await countSyncs(harness);
    const visit = await harness.visit('/upload');
    const page = uploadPage(visit.page);
    const goFast = await throttleUploads(visit);
    await page.choose(large);
    await page.says(large.name, /正在上传… [1-9]\d?%/);
    // The service answers again before it says that it has started.
    await Promise.all([page.says(large.name, /恢复后自动上传/), harness.restart()]);
    await goFast();
    await page.says(large.name, '没有写入任何数据。');
    expect(await newSyncs()).toBe(1);
  }),
);

it.concurrent(
  'an upload that a lost network stopped goes on by itself, once',
  withHarness(async (harness) => {
    const newSyncs = await countSyncs(harness);
    const { page: tab, context } = await harness.visit('/upload');
    const page = uploadPage(tab);
    await context.setOffline(true);
    await page.choose(small);
    await page.says(small.name, /恢复后自动上传/);
    await context.setOffline(false);
    await page.says(small.name, /处理完毕/);
    expect(await newSyncs()).toBe(1);
  }),
);

it.concurrent(
  'whoever leaves while a file is on its way is asked first; for those who stay it goes on',
  withHarness(async (harness) => {
    const visit = await harness.visit('/upload');
    const page = uploadPage(visit.page);
    const goFast = await throttleUploads(visit);
    await page.choose(large);
    await page.says(large.name, /正在上传… [1-9]\d?%/);
    const asking = visit.page.waitForEvent('dialog');
    await visit.page.close({ runBeforeUnload: true });
    const asked = await asking;
    expect(asked.type()).toBe('beforeunload');
    await asked.dismiss();
    // A page that closes lets go of the brake first: the file would still arrive, in the next test.
    await goFast();
    await page.says(large.name, '没有写入任何数据。');
  }),
);

it.concurrent(
  'an upload can be taken back, and begun again',
  withHarness(async (harness) => {
    const newSyncs = await countSyncs(harness);
    const visit = await harness.visit('/upload');
    const page = uploadPage(visit.page);
    const goFast = await throttleUploads(visit);
    await page.choose(large);
    await page.says(large.name, /正在上传… [1-9]\d?%/);
    await page.button('取消').click();
    await page.says(large.name, '已取消上传。');
    expect(await newSyncs()).toBe(0);
    await goFast();
    await page.button('重新上传').click();
    await page.says(large.name, '没有写入任何数据。');
  }),
);

it.concurrent(
  'a file that is canceled when the server has it already is not written, and the page says so',
  withHarness(async (harness) => {
    const visit = await harness.visit('/upload');
    const page = uploadPage(visit.page);
    // It will be asked about, so that there is time.
    const undated = sample('roster-no-course-date.csv');
    await slowAnswers(visit);
    await page.choose(undated);
    await page.says(undated.name, '已上传，等待服务器确认…');
    await page.button('取消').click();
    await page.says(undated.name, '已取消上传。');
    await eventually(async () =>
      expect(await listSyncs(harness.url)).toMatchObject([{ status: 'canceled' }]),
    );
    await page.says(undated.name, /已取消.*没有写入/s);
  }),
);

it.concurrent(
  'a tap on a phone is enough, from the button to the result',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload', phone);
    const page = uploadPage(tab);
    expect(await tab.getByText('也可以把文件拖到页面任意处').isVisible()).toBe(false);
    const undated = sample('roster-no-course-date.csv');
    const choosing = tab.waitForEvent('filechooser');
    await page.button('上传CSV文件').tap();
    await (await choosing).setFiles(undated);
    await tab.getByLabel('课程').fill('非暴力沟通入门');
    await tab.getByLabel('学习日期').fill('2026-05-16');
    await page.button('继续').tap();
    await page.says(undated.name, '处理完毕！成功创建41位新学员，新增41条学习记录。失败1条。');
  }),
);

it.concurrent(
  'the page works in a browser of a few years ago, as chat apps have them inside',
  withHarness(async (harness) => {
    const visit = await harness.visit('/upload');
    await visit.context.addInitScript({
      content: `
      delete AbortSignal.timeout;
      delete AbortSignal.any;
      delete Object.groupBy;
      delete Array.prototype.findLast;
      delete Array.prototype.toSorted;
      delete Navigator.prototype.clipboard;
      delete Crypto.prototype.randomUUID;
    `,
    });
    await visit.page.reload();
    const page = uploadPage(visit.page);
    await page.choose(small);
    await page.says(small.name, /处理完毕/);
    await page.button('复制结果').click();
    await page.button('已复制').waitFor();
    expect(visit.consoleProblems()).toEqual([]);
  }),
);
