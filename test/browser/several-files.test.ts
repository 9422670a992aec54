import { expect, it } from 'vitest';
import { type BrowserHarness, listSyncs } from './browser-harness.ts';
import { badRoster, file, goodRoster } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { uploadPage } from './upload-page.ts';

const withHarness = shareHarnesses();

/** A roster that says neither course nor day. */
const bare = (name: string) => file(name, `用户ID,昵称\nu_${name},学员`);
const first = bare('基础班第12期_20260516.csv');
const others = ['甲.csv', '乙.csv', '丙.csv'].map(bare);

/** Two files that say neither course nor day, on a page of their own. */
async function twoThatAsk(harness: BrowserHarness) {
  const { page: tab } = await harness.visit('/upload');
  const page = uploadPage(tab);
  const [one = first, two = first] = others;
  await page.choose(one, two);
  await page.says(two.name, '请填写后继续');
  return { page, one, two };
}

it.concurrent(
  'course and day of one file, proposed from its name, are used for the others, and all go on at one press',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    await page.choose(first, ...others, goodRoster(2));
    await page.says('丙.csv', '请填写后继续');
    await page.says('全部正确.csv', '处理完毕！成功创建2位新学员，新增2条学习记录。失败0条。');
    await tab.getByText('5份名单：1份处理完毕，4份等您补充，共新增2条学习记录，2位新学员。').waitFor();
    expect(await tab.title()).toBe('4份等您补充');
    const inFirst = page.row(first.name);
    expect(await inFirst.getByLabel('课程').inputValue()).toBe('基础班第12期');
    expect(await inFirst.getByLabel('学习日期').inputValue()).toBe('2026-05-16');
    expect(await inFirst.getByText('来自文件名，请确认').count()).toBe(2);
    // What is proposed is not taken: nothing goes on before somebody presses, and nothing that is still empty goes along.
    await page.button('继续（1份）').waitFor();
    await page.row('乙.csv').getByLabel('学习日期').fill('2026-05-17');
    await inFirst.getByRole('button', { name: '用于另外3份' }).click();
    await inFirst.getByRole('button', { name: '用于另外2份' }).click();
    await page.button('继续（4份）').click();
    await tab.getByText('5份名单：5份处理完毕').waitFor();
    expect(await tab.title()).toBe('5份处理完毕');
    expect(await tab.locator('.button:not(.button-quiet):visible').allTextContents()).toEqual([
      '在多维表格中查看',
    ]);
    const said = (await listSyncs(harness.url)).map(({ fileName, about }) => [
      fileName,
      about.courses,
      about.days,
    ]);
    expect(said.filter(([fileName]) => fileName !== '全部正确.csv').sort()).toEqual([
      ['丙.csv', '基础班第12期', '2026-05-16'],
      ['乙.csv', '基础班第12期', '2026-05-17'],
      ['基础班第12期_20260516.csv', '基础班第12期', '2026-05-16'],
      ['甲.csv', '基础班第12期', '2026-05-16'],
    ]);
  }),
);

it.concurrent(
  'the row of a file unfolds its card, one at a time',
  withHarness(async (harness) => {
    const { page, one, two } = await twoThatAsk(harness);
    expect(await page.card(one.name).isVisible()).toBe(false);
    await page.button(one.name).click();
    expect(await page.card(one.name).isVisible()).toBe(true);
    await page.button(two.name).click();
    expect([await page.card(one.name).isVisible(), await page.card(two.name).isVisible()]).toEqual([
      false,
      true,
    ]);
    await page.card(two.name).getByRole('button', { name: '取消' }).click();
    await page.says(two.name, '已取消，没有写入任何数据。');
    // What is left to be filled in is one file now, and its row keeps what is typed.
    await page.row(one.name).getByLabel('课程').fill('入门');
    await page.row(one.name).getByLabel('学习日期').fill('2026-05-16');
    await page.button('继续（1份）').click();
    await page.says(one.name, /处理完毕/);
  }),
);

it.concurrent(
  'what is typed into a row stands on the card of its file too, and the other way round',
  withHarness(async (harness) => {
    const { page, one, two } = await twoThatAsk(harness);
    await page.button(one.name).click();
    const [row, card] = [page.row(one.name), page.card(one.name)];
    await row.getByLabel('课程').fill('NVC ');
    await card.getByLabel('学习日期').fill('2026-05-16');
    // The blank is still there for whoever goes on behind it.
    await row.getByLabel('课程').press('End');
    await row.getByLabel('课程').pressSequentially('基础班');
    expect(await row.getByLabel('课程').inputValue()).toBe('NVC 基础班');
    expect(await card.getByLabel('课程').inputValue()).toBe('NVC 基础班');
    expect(await row.getByLabel('学习日期').inputValue()).toBe('2026-05-16');
    await row.getByRole('button', { name: '用于另外1份' }).first().click();
    await page.button(two.name).click();
    expect(await page.card(two.name).getByLabel('课程').inputValue()).toBe('NVC 基础班');
    await page.button('继续（1份）').click();
    await page.says(one.name, /处理完毕/);
    expect((await listSyncs(harness.url)).find(({ fileName }) => fileName === one.name)?.about).toMatchObject(
      {
        courses: 'NVC 基础班',
        days: '2026-05-16',
      },
    );
  }),
);

it.concurrent(
  'the rows that failed are one press away',
  withHarness(async (harness) => {
    const { page: tab } = await harness.visit('/upload');
    const page = uploadPage(tab);
    await page.choose(goodRoster(2), badRoster(3));
    await tab
      .getByText('2份名单：1份处理完毕，1份没有写入，共新增2条学习记录，2位新学员，3行失败。')
      .waitFor();
    await page.button('看失败的行').click();
    await page.card('全部有错.csv').getByRole('row', { name: /学员2/ }).waitFor();
    expect(await tab.locator('.button:not(.button-quiet):visible').allTextContents()).toEqual([
      '下载失败明细',
    ]);
  }),
);

it.concurrent(
  'a refused answer is told in the row of its file',
  withHarness(async (harness) => {
    const { page, one } = await twoThatAsk(harness);
    await page.row(one.name).getByLabel('课程').fill('入门');
    await page.row(one.name).getByLabel('学习日期').fill('1999-01-01');
    await page.button('继续（1份）').click();
    await page.row(one.name).getByRole('alert').waitFor();
    await page.row(one.name).getByLabel('学习日期').fill('2026-05-16');
    await page.button('继续（1份）').click();
    await page.says(one.name, /处理完毕/);
  }),
);
