import { expect, it } from 'vitest';
import type { BrowserHarness } from './browser-harness.ts';
import { checkAppearance } from './check-appearance.ts';
import { badRoster, file, goodRoster, sample } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { throttleUploads } from './throttle-uploads.ts';
import { tooSmall } from './too-small.ts';
import { type UploadPage, uploadPage } from './upload-page.ts';
import { movedByItself, type Visit } from './visit.ts';

const withHarness = shareHarnesses();

type Arrange = (page: UploadPage, visit: Visit, harness: BrowserHarness) => Promise<void>;

const dirty = sample('roster-dirty.csv');
const undated = sample('roster-no-course-date.csv', '《非暴力沟通入门》名单.csv');
const sheets = sample('field/x02f-active-second.xlsx', '两期名单.xlsx');
const minutes = file('会议纪要.csv', '今天,天气\n很,好');
const longName = `${'很长的文件名'.repeat(20)}${'_export_2026'.repeat(10)}.csv`;
const records = '*/records/search*';
const writing = '*/records/batch_create*';

/** Every state of the page, with how one gets there. The arrangement ends when the state is on show. */
const states: Record<string, Arrange> = {
  'nothing yet': async (_page, visit) => visit.page.getByText('还没有同步过。').waitFor(),
  'more options': async (_page, { page }) => {
    await page.getByText('更多选项').click();
    await page.getByLabel('仅预览，不写入').waitFor();
  },
  dragging: async (page, visit) => {
    await page.drag(dirty);
    await visit.page.getByText('松开鼠标，开始上传').waitFor();
  },
  uploading: async (page, visit) => {
    await throttleUploads(visit);
    await page.choose(goodRoster(40_000, '大名单.csv'), dirty);
    await page.says('大名单.csv', /正在上传… [1-9]\d?%/);
    await page.says(dirty.name, '等待上传…');
  },
  'uploading without a network': async (page, { context }) => {
    await context.setOffline(true);
    await page.choose(dirty);
    await page.says(dirty.name, /连接不上同步服务。正在重试，恢复后自动上传/);
  },
  'too large': async (page) => {
    await page.choose(file('太大.csv', Buffer.alloc(21 * 1024 * 1024)));
    await page.says('太大.csv', '文件超过 20 MB，没有上传。');
  },
  'asking for course and date': async (page) => {
    await page.choose(undated);
    await page.says(undated.name, '来自文件名，请确认');
  },
  'asking which sheets': async (page) => {
    await page.choose(sheets);
    await page.says(sheets.name, '本期（1行）');
  },
  'asking whether a column is the 用户ID': async (page) => {
    const text = '学员编号,昵称\nu_7f74bf20f876f_I1JEzO3joO,甲\n';
    await page.choose(file('学员编号.csv', Buffer.from(text)));
    await page.says('学员编号.csv', '“学员编号”是用户ID吗？');
  },
  'asking for a confirmation': async (page, _visit, harness) => {
    await harness.control('PUT', 'settings', { isAdvanced: true });
    await page.choose(dirty);
    await page.button('写入44条').waitFor();
  },
  'asking which course is meant': async (page, visit, harness) => {
    const enrollment = { 用户ID: 'u_9', 课程: '非暴力沟通人门', 学习日期: Date.UTC(2026, 4, 16) };
    await harness.control('POST', 'records', { table: '学习记录表', records: [{ cells: enrollment }] });
    await page.choose(undated);
    await page.says(undated.name, '来自文件名，请确认');
    await visit.page.getByLabel('学习日期').fill('2026-05-16');
    await page.button('继续').click();
    await page.says(undated.name, '确实是新课程');
  },
  queued: async (page, _visit, harness) => {
    await harness.hold(records);
    await page.choose(dirty, sample('roster-gbk.csv'), goodRoster(1));
    await page.says('roster-gbk.csv', '排队中，前面还有1个。');
    await page.says('全部正确.csv', '排队中，前面还有2个。');
  },
  reading: async (page, _visit, harness) => {
    await harness.hold(records);
    await page.choose(dirty);
    await page.says(dirty.name, '正在读取学员总表…');
  },
  writing: async (page, _visit, harness) => {
    await harness.hold(writing, 2);
    await page.choose(dirty);
    await page.says(dirty.name, /正在处理第\d+条记录…（共63条）/);
  },
  'being canceled': async (page, _visit, harness) => {
    await harness.hold(writing, 2);
    await page.choose(dirty);
    await page.says(dirty.name, /正在处理第\d+条记录…（共63条）/);
    await page.button('取消').click();
    await page.says(dirty.name, '正在取消…');
    await page.button('取消').waitFor({ state: 'hidden' });
  },
  'running without a network': async (page, { context }, harness) => {
    await harness.hold(records);
    await page.choose(dirty);
    await page.says(dirty.name, '正在读取学员总表…');
    await context.setOffline(true);
    await page.says(dirty.name, /正在重试；同步不会丢失/);
  },
  'all in': async (page) => {
    await page.choose(goodRoster(120));
    await page.says('全部正确.csv', '处理完毕！成功创建120位新学员，新增120条学习记录。失败0条。');
  },
  'some failed': async (page) => {
    await page.choose(dirty);
    await page.says(dirty.name, '处理完毕！成功创建43位新学员，新增44条学习记录。失败16条。');
  },
  'failed rows unfolded': async (page) => {
    await page.choose(dirty);
    await page.button('看失败的行').click();
    await page.button('看失败的行').waitFor({ state: 'hidden' });
  },
  details: async (page, { page: tab }) => {
    await page.choose(dirty);
    await page.says(dirty.name, /处理完毕/);
    await tab.getByText('详情', { exact: true }).click();
    await page.button('撤销').waitFor();
  },
  'nothing new': async (page) => {
    for (const said of [/处理完毕/, '名单没有变化，无需写入。']) {
      await page.choose(goodRoster(3));
      await page.says('全部正确.csv', said);
    }
  },
  preview: async (page, visit) => {
    await visit.page.getByText('更多选项').click();
    await visit.page.getByLabel('仅预览，不写入').check();
    await page.choose(dirty);
    await page.says(dirty.name, /预计创建43位新学员.*（尚未写入）/);
  },
  'all failed': async (page) => {
    await page.choose(badRoster(25));
    await page.says('全部有错.csv', '没有一条学习记录写入成功，请按列出的原因修改后重新上传。');
  },
  'not a roster': async (page) => {
    await page.choose(minutes);
    await page.says(minutes.name, /文件缺少列：用户ID/);
  },
  'unfit tables': async (page, _visit, harness) => {
    await harness.control('POST', 'fields', { action: 'delete', table: '学习记录表', field: '课程' });
    await page.choose(dirty);
    await page.says(dirty.name, /同步中断：已新增0位学员、0条学习记录，其余未写入/);
  },
  'stopped half way': async (page, _visit, harness) => {
    const action = { kind: 'answer', code: 1254302 };
    await harness.control('POST', 'faults', { path: writing, nth: 2, times: 1000, action });
    await page.choose(goodRoster(120));
    await page.button('继续（还差120条）').waitFor();
  },
  canceled: async (page) => {
    await page.choose(undated);
    await page.button('继续').waitFor();
    await page.button('取消').click();
    await page.says(undated.name, '已取消，没有写入任何数据。');
  },
  'a very long file name': async (page) => {
    await page.choose(goodRoster(1, longName));
    await page.says(longName.slice(0, 20), /处理完毕/);
  },
  'several files': async (page) => {
    await page.choose(dirty, undated, minutes, goodRoster(2));
    await page.says('全部正确.csv', /处理完毕/);
  },
  'several files, one opened': async (page) => {
    await page.choose(dirty, undated, goodRoster(2));
    await page.says('全部正确.csv', /处理完毕/);
    await page.button(undated.name).click();
    await page.button('取消').waitFor();
  },
  'connection checked': async (page, { page: tab }) => {
    await page.button('检查连接').click();
    await tab.getByText('– 连接飞书：没有检查：演示模式不连接飞书。').waitFor();
  },
  'a connection that is not sound': async (page, { page: tab }) => {
    const lines = [
      '✓ 飞书应用：App ID 和 App Secret 正确。',
      '✗ 文档权限：应用不能编辑。\n   → 权限选“可编辑”。',
    ];
    await tab.route('**/api/check', (route) => route.fulfill({ json: { ok: false, lines } }));
    await page.button('检查连接').click();
    await tab.getByText('权限选“可编辑”').waitFor();
  },
  'the last syncs': async (page, { page: tab }, harness) => {
    await page.choose(dirty);
    await page.says(dirty.name, /处理完毕/);
    await page.choose(undated, goodRoster(2, longName));
    await page.says(undated.name, '请填写后继续');
    await page.says(longName.slice(0, 20), /处理完毕/);
    await tab.goto(`${harness.url}/upload`);
    await tab.reload();
    await page.button('1份等您补充').waitFor();
  },
  'a sync nobody knows': async (_page, { page }, harness) => {
    await page.goto(`${harness.url}/upload#sync=nothing`);
    await page.reload();
    await page.getByText('没有找到这次同步。').waitFor();
  },
};

/** What a browser reports by itself where the network or the sync is missing. */
const ownReports = /^Failed to load resource: (net::ERR_INTERNET_DISCONNECTED|.* 404 )/;

it.concurrent.each(Object.entries(states))(
  'the state "%s" gives axe nothing to object to, on desk and phone, light and dark, and nothing jumps or breaks',
  withHarness(async (harness, name, arrange) => {
    const visit = await harness.visit('/upload');
    await visit.page.getByText('演示模式，未写入真实飞书').waitFor();
    await arrange(uploadPage(visit.page), visit, harness);
    expect(await movedByItself(visit)).toBeLessThan(0.1);
    await checkAppearance(visit.page, `upload-${name.replaceAll(' ', '-')}`);
    expect(await tooSmall(visit.page)).toEqual([]);
    expect(visit.consoleProblems().filter((complaint) => !ownReports.test(complaint))).toEqual([]);
  }),
);
