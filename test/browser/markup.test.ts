import { expect, it } from 'vitest';
import { transferOf } from './drag.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { uploadPage } from './upload-page.ts';

const withHarness = shareHarnesses();

/** Would set a mark if it ever became markup, in an element as well as in an attribute. */
const hostile = (name: string) => `"'><img src=x onerror=window.harmed=1><svg onload=window.harmed=1>${name}`;
const cell = (name: string) => `"${hostile(name).replaceAll('"', '""')}"`;

const roster = [
  '用户ID,昵称,课程,学习日期',
  `u_1,${cell('昵称')},${cell('课程')},2026-05-01`,
  `u_2,${cell('失败')},${cell('课程')},${cell('日期')}`,
  `${cell('id3')},${cell('昵称')},${cell('课程')},2026-05-01`,
].join('\n');
const file = {
  name: `${hostile('名单').replaceAll('/', '')}.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from(roster),
};
const undated = {
  ...file,
  name: `《${hostile('课程')}》.csv`,
  buffer: Buffer.from(`用户ID,昵称\nu_3,${cell('昵称')}`),
};
const headless = {
  ...file,
  name: 'headless.csv',
  buffer: Buffer.from(`${cell('用户')},${cell('学员')}\n1,2`),
};

it(
  'the upload page shows whatever a file and its name say as text',
  withHarness(async (harness) => {
    const visit = await harness.visit('/upload');
    const { page: tab } = visit;
    const page = uploadPage(tab);
    await page.choose(file);
    await tab.getByText('处理完毕').first().waitFor();
    await tab.getByText(hostile('失败')).first().waitFor({ state: 'attached' });
    await page.choose(undated);
    await tab.getByText('学习日期').first().waitFor();
    await page.choose(headless);
    await tab
      .getByText(/没有找到|缺少列/)
      .first()
      .waitFor();
    await tab.reload();
    await tab.getByText('onerror').first().waitFor({ state: 'attached' });
    expect(
      await tab.evaluate('[window.harmed ?? 0, document.querySelectorAll("img[src=x], svg[onload]").length]'),
    ).toEqual([0, 0]);
    expect(visit.consoleProblems()).toEqual([]);
  }),
);

it(
  'the chat, its cards and both tables show whatever a file and its name say as text',
  withHarness(async (harness) => {
    const visit = await harness.visit('/sandbox');
    const { page: tab } = visit;
    await tab.getByRole('option').first().waitFor({ state: 'attached' });
    const dataTransfer = await transferOf(tab, [file]);
    await tab.dispatchEvent('#chat', 'dragover', { dataTransfer });
    await tab.dispatchEvent('#chat', 'drop', { dataTransfer });
    await tab.getByText('处理完毕').first().waitFor();
    await tab.getByText(hostile('昵称')).first().waitFor({ state: 'attached' });
    await tab.getByRole('textbox', { name: '消息' }).fill(`/${hostile('命令')}`);
    await tab.keyboard.press('Enter');
    await tab.getByText('我不认识').first().waitFor();
    expect(
      await tab.evaluate('[window.harmed ?? 0, document.querySelectorAll("img[src=x], svg[onload]").length]'),
    ).toEqual([0, 0]);
    expect(visit.consoleProblems()).toEqual([]);
  }),
);
