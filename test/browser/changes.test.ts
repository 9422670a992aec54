import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { readTables } from '../support/tables.ts';
import { checkAppearance } from './check-appearance.ts';
import { file, goodRoster } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { uploadPage } from './upload-page.ts';

const withHarness = shareHarnesses();

/** The first two learners under other names, 130 new ones, and a row without an id. */
const secondRoster = file(
  '六月.csv',
  [
    '用户ID,昵称,手机号,课程,学习日期,邮箱',
    ...['u_0,新名0,,非暴力沟通入门,2026-05-16,', 'u_1,新名1,,非暴力沟通入门,2026-05-16,'],
    ...Array.from({ length: 130 }, (_, i) => `v_${i},新人${i},,非暴力沟通深化,2026-06-06,`),
    ',没有号,,非暴力沟通入门,2026-05-16,',
  ].join('\n'),
);

it.concurrent(
  'a preview shows each change, is written as it was shown, and what was written is taken back',
  withHarness(async (harness) => {
    const visit = await harness.visit('/upload');
    const { page: tab } = visit;
    const page = uploadPage(tab);
    await page.choose(goodRoster(3, '五月.csv'));
    await page.says('五月.csv', /处理完毕/);
    const before = await readTables(harness.url);

    await tab.getByText('更多选项').click();
    await tab.getByLabel('仅预览，不写入').check();
    await page.choose(secondRoster);
    await page.says('六月.csv', '预计创建130位新学员，新增130条学习记录（尚未写入）。');
    const changes = tab.getByRole('group').filter({ hasText: '每一行的变化' });
    await changes.getByText('第 1 / 2 页，共 133 行').waitFor();
    expect(await changes.getByRole('row').nth(1).textContent()).toMatch(
      /新名0.*更新资料、已有.*学员0 → 新名0/s,
    );
    await checkAppearance(tab, 'preview');
    await changes.getByRole('button', { name: '下一页' }).click();
    await changes.getByText('第 2 / 2 页，共 133 行').waitFor();
    await changes.getByRole('button', { name: '不能写入 1', exact: true }).click();
    await eventually(async () => expect(await changes.getByRole('row').count()).toBe(2));
    expect(await changes.getByRole('row', { name: /没有号/ }).count()).toBe(1);
    expect(await readTables(harness.url)).toEqual(before);

    await page.button('写入130条').dblclick();
    await page.says('六月.csv', '处理完毕！成功创建130位新学员，新增130条学习记录。失败1条。');
    expect((await readTables(harness.url)).learners).toHaveLength(133);

    await tab.getByText('详情', { exact: true }).click();
    await page.button('撤销').click();
    await page.says('六月.csv', /最多撤销130条学习记录、130位新学员/);
    await checkAppearance(tab, 'undo-asks');
    await page.button('确认撤销130条学习记录').click();
    await page.says('六月.csv', /已撤销 262 · 保留 0 · 失败 0/);
    await checkAppearance(tab, 'undo-done');
    const cells = (tables: typeof before) =>
      [...tables.learners, ...tables.enrollments].map(({ recordId, cells: shown }) => [recordId, shown]);
    expect(cells(await readTables(harness.url))).toEqual(cells(before));
    expect(visit.consoleProblems()).toEqual([]);
  }),
);
