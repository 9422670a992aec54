import { expect, it } from 'vitest';
import { problemPage } from '../../src/http/answers/problem-page.ts';
import { checkAppearance } from './check-appearance.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { tooSmall } from './too-small.ts';

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

it.concurrent(
  'a page that says what only an administrator can mend is copied with address, code and time',
  withHarness(async (harness) => {
    const { page: tab, context } = await harness.visit('/upload');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const body = problemPage({ message: '服务内部出错了。', hint: '请告诉管理员。' }, 'internal');
    await tab.route('**/syncs', (route) =>
      route.fulfill({ status: 500, contentType: 'text/html; charset=utf-8', body }),
    );
    await tab.goto(`${harness.url}/syncs`);
    const copy = tab.getByRole('button', { name: '复制给管理员' });
    await copy.waitFor();
    await checkAppearance(tab, 'internal-problem');
    expect(await tooSmall(tab)).toEqual([]);
    await copy.click();
    await tab.getByRole('button', { name: '已复制' }).waitFor();
    expect(await tab.evaluate<string>('navigator.clipboard.readText()')).toMatch(
      /^NVC 学员同步 \/syncs\n服务内部出错了。\n请告诉管理员。\n代码：internal · 时间：\d/,
    );
  }),
);
