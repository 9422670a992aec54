import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { createChatDriver } from '../support/chat-driver.ts';
import { readTables } from '../support/tables.ts';
import { checkAppearance } from './check-appearance.ts';
import { file } from './rosters.ts';
import { shareHarnesses } from './share-harnesses.ts';
import { phone } from './visit.ts';

const withHarness = shareHarnesses();

const courses = ['亲子沟通', '职场协作', '倾听工作坊', '情绪觉察', '冲突调解'];
const newCourse = '生命书写';

/** As the browser names exports of one page that are saved one after the other; nothing in them says what they are about. */
const names = ['学员列表.csv', ...[1, 2, 3, 4, 5].map((number) => `学员列表(${number}).csv`)];
const rosters = names.map((name, index) => file(name, `用户ID,昵称\nu_${index},学员${index}`));

it(
  'six files from the phone, without course and date, take at most 12 taps and one text',
  withHarness(async (harness) => {
    const driver = createChatDriver(() => harness.url);
    const lastWeek = courses.map((course, index) => `v_${index},甲${index},${course},2026-05-16`);
    const earlier = ['用户ID,昵称,课程,学习日期', ...lastWeek].join('\n');
    await driver.answerTo(await driver.sendFile('上周.csv', Buffer.from(earlier)), /新增5条/);

    const { page, consoleProblems } = await harness.visit('/sandbox', phone);
    const log = page.getByRole('log', { name: '消息' });
    const card = (name: string) =>
      log.getByRole('listitem').filter({ hasText: new RegExp(`#\\d+ · ${name.replace(/[()]/g, '\\$&')}`) });
    let taps = 0;
    const tap = async (locator: Locator) => {
      await locator.tap();
      taps += 1;
    };
    const press = (name: string, label: string) =>
      tap(card(name).getByRole('button', { name: label, exact: true }));

    await page.getByRole('option').first().waitFor({ state: 'attached' });
    const chooser = page.waitForEvent('filechooser');
    await tap(page.locator('#pick-file'));
    await (await chooser).setFiles(rosters);
    for (const name of names) await card(name).getByText('等您选课程和学习日期').waitFor();
    await checkAppearance(page, 'chat-six-files');

    const [first = '', ...others] = names;
    await press(first, '《亲子沟通》');
    await card(first).getByText('课程：亲子沟通').waitFor();
    await tap(card(first).getByRole('button', { name: /^昨天/ }));
    await press(first, '这个日期用于另外5份');
    for (const [index, name] of others.slice(0, 4).entries()) {
      await card(name).getByText('学习日期：').waitFor();
      await press(name, `《${courses[index + 1]}》`);
    }
    const [last = ''] = others.slice(-1);
    await tap(card(last).getByRole('textbox', { name: /新课程/ }));
    await page.keyboard.type(newCourse);
    await press(last, '继续同步');

    for (const name of names)
      await card(name)
        .getByText(/处理完毕！成功创建1位新学员/)
        .waitFor();
    const { enrollments } = await readTables(harness.url);
    const written = enrollments.map(({ cells }) => JSON.stringify(cells));
    for (const course of [...courses, newCourse])
      expect(written.filter((cells) => cells.includes(course)).length).toBe(course === newCourse ? 1 : 2);
    expect(taps).toBeLessThanOrEqual(12);
    expect(consoleProblems()).toEqual([]);
  }),
);
