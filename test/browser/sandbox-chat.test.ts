import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { BrowserHarness } from './browser-harness.ts';
import { checkAppearance } from './check-appearance.ts';
import { transferOf } from './drag.ts';
import { type ChosenFile, file, sample } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { phone } from './visit.ts';

const withHarness = shareHarnesses();

/** Somebody has the chat with the bot open. */
async function open(harness: BrowserHarness) {
  const visit = await harness.visit('/sandbox');
  const { page: tab } = visit;
  // From then on it is known who speaks, and to whom.
  await tab.getByRole('option').first().waitFor({ state: 'attached' });
  const newest = tab.getByRole('log', { name: '消息' }).getByRole('listitem').last();
  return {
    visit,
    tab,
    async drop(file: ChosenFile) {
      const dataTransfer = await transferOf(tab, [file]);
      await tab.dispatchEvent('#chat', 'dragover', { dataTransfer });
      await tab.dispatchEvent('#chat', 'drop', { dataTransfer });
    },
    async write(text: string) {
      await tab.getByRole('textbox', { name: '消息' }).fill(text);
      await tab.keyboard.press('Enter');
    },
    /** The bot's newest answer, once it says this. */
    async answer(said: string | RegExp): Promise<Locator> {
      const message = newest.filter({ hasText: said });
      await message.waitFor();
      return message;
    },
  };
}

const dirty = sample('roster-dirty.csv');
const sheets = sample('field/x02f-active-second.xlsx', '两期名单.xlsx');
const undated = sample('roster-no-course-date.csv', '《非暴力沟通入门》名单.csv');

describe('a roster dropped into the chat', () => {
  it.concurrent(
    'is answered with a card that follows the sync, and both tables beside it fill',
    withHarness(async (harness) => {
      const { visit, tab, drop, answer } = await open(harness);
      await drop(dirty);
      await answer('处理完毕！成功创建43位新学员，新增44条学习记录。失败16条。');
      await tab.getByText('共 43 条', { exact: true }).waitFor();
      await tab.getByText('共 44 条', { exact: true }).waitFor();
      await checkAppearance(tab, 'chat-done');
      expect(visit.consoleProblems()).toEqual([]);
    }),
  );

  it.concurrent(
    'is asked about in a form, which takes the answer',
    withHarness(async (harness) => {
      const { visit, tab, drop, answer } = await open(harness);
      await drop(undated);
      const card = await answer(/请填写后继续/);
      await checkAppearance(tab, 'chat-asks');
      await card.getByRole('textbox', { name: '学习日期' }).fill('2026-05-16');
      await card.getByRole('button', { name: '继续同步', exact: true }).click();
      await answer('处理完毕！成功创建41位新学员，新增41条学习记录。失败1条。');
      expect(visit.consoleProblems()).toEqual([]);
    }),
  );

  it.concurrent(
    'is asked about its sheets, and only those ticked are read',
    withHarness(async (harness) => {
      const { visit, tab, drop, answer } = await open(harness);
      await drop(sheets);
      const card = await answer(/文件里有2个工作表是名单/);
      await checkAppearance(tab, 'chat-asks-sheets');
      const proposed = card.getByRole('checkbox', { name: '本期（1行）' });
      expect(await proposed.isChecked()).toBe(true);
      expect(await card.getByRole('checkbox', { name: '上期（旧）（1行）' }).isChecked()).toBe(false);
      await card.getByRole('button', { name: '继续同步', exact: true }).click();
      await answer('处理完毕！成功创建1位新学员，新增1条学习记录。');
      expect(visit.consoleProblems()).toEqual([]);
    }),
  );

  it.concurrent(
    'can be done again by the button of its card',
    withHarness(async (harness) => {
      const { visit, tab, drop, answer } = await open(harness);
      await drop(dirty);
      const card = await answer(/处理完毕/);
      await card.getByText('失败的行 · 16行').click();
      await card.getByText('详情').click();
      await checkAppearance(tab, 'chat-details');
      await card.getByRole('button', { name: '重新同步' }).click();
      await answer('另有44条此前已同步、未重复新增。');
      await checkAppearance(tab, 'chat-again');
      expect(visit.consoleProblems()).toEqual([]);
    }),
  );
});

it.concurrent(
  'the example roster goes out by one button; what it brings comes first, and again after a reset',
  withHarness(async (harness) => {
    const { visit, tab, answer } = await open(harness);
    const tryExample = tab.getByRole('button', { name: '用示例名单试一试' });
    const reset = async () => {
      await tab.getByRole('button', { name: '重置演示数据' }).click();
      await tab.getByRole('button', { name: '恢复示例数据' }).click();
      await tab.getByText('共 6 条', { exact: true }).waitFor();
    };
    await reset();
    expect(await tab.locator('tr.fresh').count()).toBe(0);
    await tryExample.click();
    await answer('处理完毕！成功创建3位新学员，新增6条学习记录。失败0条。');
    await tab.getByText('共 9 条', { exact: true }).waitFor();
    // The tables follow a sync that is under way, and enrollments come last.
    await tab.getByText('共 14 条', { exact: true }).waitFor();
    const learners = tab.getByRole('article').filter({ hasText: '学员总表' }).first();
    expect(await learners.locator('tbody tr').first().textContent()).toMatch(/_GqBcDeFgHj\s*新/);
    expect(await learners.locator('tr.fresh').count()).toBe(6);
    await checkAppearance(tab, 'chat-example');
    await reset();
    await tryExample.click();
    const again = await answer('处理完毕！成功创建3位新学员，新增6条学习记录。失败0条。');
    expect(await again.textContent()).not.toContain('删除');
    await tab.getByRole('link', { name: '打开上传页面' }).click();
    await tab.getByRole('link', { name: '查看演示表格' }).click();
    await tryExample.waitFor();
    expect(visit.consoleProblems()).toEqual([]);
  }),
);

it.concurrent(
  'commands are answered, typed or chosen from the menu',
  withHarness(async (harness) => {
    const { visit, tab, drop, write, answer } = await open(harness);
    await write('/help');
    await answer('使用说明');
    await checkAppearance(tab, 'chat-help');
    await tab.getByText('菜单').click();
    await tab.getByRole('button', { name: '最近的同步' }).click();
    await answer(/最近/);
    await drop(file('会议纪要.csv', '今天,天气\n很,好'));
    await answer('没有写入任何数据。');
    await checkAppearance(tab, 'chat-refused');
    expect(visit.consoleProblems()).toEqual([]);
  }),
);

it.concurrent(
  'on a phone chat and tables take turns',
  withHarness(async (harness) => {
    const { page: small, consoleProblems } = await harness.visit('/sandbox', phone);
    const table = small.getByRole('heading', { name: '学员总表' });
    await small.getByRole('log').waitFor();
    expect(await table.isVisible()).toBe(false);
    await small.getByRole('button', { name: '学员总表' }).tap();
    await table.waitFor();
    expect(await small.getByRole('log').isVisible()).toBe(false);
    await checkAppearance(small, 'sandbox-tables');
    expect(consoleProblems()).toEqual([]);
  }),
);
