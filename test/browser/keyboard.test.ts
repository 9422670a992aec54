import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { goodRoster, sample } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { uploadPage } from './upload-page.ts';

const withHarness = shareHarnesses();

/** What the keyboard is at. */
const focused = (tab: Page) =>
  tab.evaluate<string>(
    `(document.activeElement.labels?.[0]?.textContent || document.activeElement.ariaLabel || document.activeElement.textContent).trim()`,
  );

async function press(tab: Page, times: number): Promise<string[]> {
  const passed: string[] = [];
  for (let time = 0; time < times; time += 1) {
    await tab.keyboard.press('Tab');
    passed.push(await focused(tab));
  }
  return passed;
}

it.concurrent(
  'the Tab key passes everything on the first view, in the order of reading',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    await tab.getByText('查看演示表格').waitFor();
    expect(await press(tab, 6)).toEqual([
      '查看演示表格',
      '上传CSV文件',
      '示例名单',
      '怎样从小鹅通导出',
      '更多选项',
      '全部记录',
    ]);
  }),
);

it.concurrent(
  'a roster goes from the button to its report without a mouse',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    const undated = sample('roster-no-course-date.csv', '《非暴力沟通入门》名单.csv');
    const choosing = tab.waitForEvent('filechooser');
    await page.button('上传CSV文件').focus();
    await tab.keyboard.press('Enter');
    await (await choosing).setFiles(undated);
    await tab.getByLabel('学习日期').waitFor();
    // The card that asks has the keyboard, so that the first field comes next.
    expect(await focused(tab)).toBe(undated.name);
    expect(await press(tab, 2)).toEqual([expect.stringContaining('课程'), '学习日期']);
    await tab.getByLabel('学习日期').fill('2026-05-16');
    await tab.keyboard.press('Enter');
    await page.says(undated.name, /处理完毕/);
    // Where the form was, the card itself has the keyboard now.
    expect(await focused(tab)).toBe(undated.name);
    expect(await press(tab, 4)).toEqual(['看失败的行', '复制结果', '没有写入的行（1）', '详情']);
    await page.button('看失败的行').press('Enter');
    expect(await focused(tab)).toBe('失败明细表');
    expect(await press(tab, 2)).toEqual(['下载失败明细', '详情']);
    await tab.keyboard.press('Enter');
    expect(await press(tab, 4)).toEqual(['每一行的变化', '单独打开这次同步', '重新同步', '撤销']);
  }),
);

it.concurrent(
  'a button that goes after it was pressed leaves the keyboard at its card',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    const undated = sample('roster-no-course-date.csv');
    await page.choose(undated);
    await page.says(undated.name, /请填写后继续/);
    await page.button('取消').press('Enter');
    await page.says(undated.name, '已取消，没有写入任何数据。');
    expect(await focused(tab)).toBe(undated.name);
    expect(await press(tab, 1)).toEqual(['复制结果']);
  }),
);

it.concurrent(
  'a question does not take the keyboard from somebody who is busy elsewhere',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    await harness.hold('*/records/search*');
    const undated = sample('roster-no-course-date.csv');
    await page.choose(goodRoster(2), undated);
    await tab.getByText('更多选项').focus();
    await harness.letGo();
    await page.says(undated.name, /请填写后继续/);
    expect(await focused(tab)).toBe('更多选项');
  }),
);

it.concurrent(
  'what has the keyboard is clearly marked',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    await tab.getByText('查看演示表格').waitFor();
    await press(tab, 2);
    expect(await tab.evaluate('getComputedStyle(document.activeElement).outlineWidth')).toBe('3px');
  }),
);
