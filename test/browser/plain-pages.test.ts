import { expect, it, vi } from 'vitest';
import { checkAppearance } from './check-appearance.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { tooSmall } from './too-small.ts';

vi.setConfig({ testTimeout: 120_000 });

const withHarness = shareHarnesses();

it.concurrent.each([
  ['/nowhere', '没有这个页面。', 'not-found'],
  ['/syncs/4711', '没有找到这次同步。', 'no-such-sync'],
  ['/upload/export.html', '怎样从小鹅通导出', 'export'],
])(
  '%s says “%s” on a page that looks like the others, and leads back',
  withHarness(async (harness, path, title, name) => {
    const { page: tab } = await harness.visit(path);
    await tab.getByRole('heading', { name: title }).waitFor();
    await checkAppearance(tab, name);
    expect(await tooSmall(tab)).toEqual([]);
    await tab.getByRole('link', { name: '回到上传页面' }).click();
    await tab.getByRole('button', { name: '上传CSV文件' }).waitFor();
  }),
);
