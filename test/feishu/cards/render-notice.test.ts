import { describe, expect, it } from 'vitest';
import { CardAction } from '../../../src/bot/chat-event.ts';
import type { Notice } from '../../../src/bot/notice.ts';
import { renderNotice } from '../../../src/feishu/cards/render-notice.ts';
import { parsePress } from '../../../src/feishu/events/parse-press.ts';
import { partsOf } from './inspect-card.ts';
import { notices, viewOf } from './sample-notices.ts';

const cards = notices.map(
  ([name, notice]) => [name, renderNotice(notice, { sandbox: false, namesPeople: true })] as const,
);
const cardOf = (wanted: string) => cards.find(([name]) => name === wanted)?.[1] ?? expect.unreachable();
const labels = (name: string) =>
  partsOf(cardOf(name)).flatMap(({ tag, text }) => (tag === 'button' ? [Object(text).content] : []));

describe('every card', () => {
  it.each(cards)('%s looks as it was agreed', async (name, card) => {
    await expect(`${JSON.stringify(card, null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.golden.json`);
  });

  it.each(cards)('%s can be changed later and is drawn in the second schema', (_, card) => {
    expect(card).toMatchObject({ schema: '2.0', config: { update_multi: true } });
  });

  it.each(cards)('%s has no part in which text could be markup', (_, card) => {
    const known = [
      'plain_text',
      'text_tag',
      'div',
      'collapsible_panel',
      'column_set',
      'column',
      'person',
      'button',
      'form',
      'input',
      'date_picker',
      'select_static',
      'multi_select_static',
      'select_static',
    ];
    expect(partsOf(card).filter(({ tag }) => !known.includes(tag))).toEqual([]);
    expect(partsOf(card).flatMap(({ columns }) => columns ?? [])).not.toContainEqual(
      expect.objectContaining({ data_type: expect.not.stringMatching(/^text$/) }),
    );
  });

  it.each(cards)('%s has forms and tables at the top only, as Feishu wants it', (_, card) => {
    const inside = card.body.elements.flatMap(({ tag: _tag, ...rest }) => partsOf(rest));
    expect(inside.filter(({ tag }) => ['form', 'table'].includes(tag))).toEqual([]);
  });

  it.each(cards)('%s has buttons whose press is understood', (_, card) => {
    const presses = partsOf(card).flatMap(({ tag, behaviors }) =>
      tag === 'button' ? [behaviors].flat() : [],
    );
    for (const press of presses) {
      if (Object(press).type === 'callback') CardAction.parse(Object(press).value);
      else expect(press).toEqual({ type: 'open_url', default_url: expect.stringMatching(/^https:/) });
    }
  });
});

describe('the card of a sync', () => {
  it.each([
    ['sync-queued', 'blue'],
    ['sync-running', 'blue'],
    ['sync-needs-both', 'orange'],
    ['sync-succeeded', 'green'],
    ['sync-other-date', 'green'],
    ['sync-partial', 'orange'],
    ['sync-as-before', 'green'],
    ['sync-stopped', 'orange'],
    ['sync-refused', 'red'],
    ['sync-canceled', 'grey'],
    ['sync-previewed', 'orange'],
    ['sync-undone', 'grey'],
    ['sync-undo-asks', 'orange'],
  ])('%s is %s', (name, colour) => {
    expect(cardOf(name).header).toMatchObject({ template: colour });
  });

  it.each([
    ['sync-queued', ['取消']],
    ['sync-running', ['取消']],
    ['sync-canceling', []],
    ['sync-needs-both', ['文件名里的5月16日', '今天 11月24日', '昨天 11月23日', '继续同步', '取消']],
    [
      'sync-needs-choice',
      ['《倾听工作坊》', '《非暴力沟通入门》', '今天 11月24日', '昨天 11月23日', '继续同步', '取消'],
    ],
    ['sync-day-given', ['《倾听工作坊》', '继续同步', '这个日期用于另外5份', '取消']],
    ['sync-needs-confirmation', ['确认并继续', '查看变化', '取消']],
    ['sync-succeeded', ['在多维表格中查看', '撤销']],
    ['sync-other-date', ['在多维表格中查看', '仍按新日期新增', '撤销']],
    ['sync-partial', ['看失败的行', '下载失败明细', '在多维表格中查看', '查看变化', '重新同步', '撤销']],
    ['sync-sandbox', ['撤销']],
    [
      'sync-previewed',
      ['写入288条', '下载不能写入的行', '看不能写入的行', '在多维表格中查看', '查看变化', '重新预览'],
    ],
    ['sync-stopped', ['继续（还差188条）', '在多维表格中查看', '撤销']],
    ['sync-undone', ['在多维表格中查看']],
    ['sync-undo-asks', ['确认撤销41条学习记录', '取消']],
  ])('%s has the buttons %j', (name, expected) => {
    expect(labels(name)).toEqual(expected);
  });

  it('begins with the sandbox notice where Feishu is a stand-in', () => {
    expect(cardOf('sync-sandbox').header).toMatchObject({
      title: { content: expect.stringMatching(/^演示模式，未写入真实飞书/) },
    });
    expect(renderNotice({ kind: 'welcome' }, { sandbox: true, namesPeople: true }).header).toMatchObject({
      title: { content: expect.stringMatching(/^演示模式，未写入真实飞书/) },
    });
  });

  it('says the news in title and preview, and has one solid button', () => {
    const card = cardOf('sync-partial');
    const title = '《非暴力沟通入门》11月20日 · 新增288条，12行要改';
    expect(card).toMatchObject({
      config: { summary: { content: title } },
      header: { title: { content: title } },
    });
    for (const [name, drawn] of cards.filter(([name]) => name.startsWith('sync-'))) {
      const solid = partsOf(drawn).filter(({ type }) => type === 'primary_filled');
      expect([name, solid.length <= 1]).toEqual([name, true]);
    }
  });

  it('folds the failed rows away: named where only their sender reads it, counted in a group', () => {
    const rowsOn = (name: string) => {
      const panels = partsOf(cardOf(name)).filter(({ tag }) => tag === 'collapsible_panel');
      const rows = panels.find(({ header }) => JSON.stringify(header).includes('失败的行'));
      return JSON.stringify(rows?.elements);
    };
    expect(rowsOn('sync-partial')).toContain('第52行 学员1 u_5f3a_1（“上周五”）');
    expect(rowsOn('sync-partial-in-group')).toContain('学习日期看不懂');
    expect(rowsOn('sync-partial-in-group')).not.toMatch(/学员1|u_5f3a|上周五/);
  });

  it('names nobody who is no person of Feishu, because Feishu refuses a card for that', () => {
    const origin = { chatId: 'oc_1', messageId: 'om_1', openId: 'somebody', file: null };
    const card = renderNotice(
      { kind: 'sync', view: viewOf({ origin }) },
      { sandbox: false, namesPeople: true },
    );
    expect(partsOf(card).filter(({ tag }) => tag === 'person')).toEqual([]);
  });

  it('names nobody where it was refused for that', () => {
    const origin = { chatId: 'oc_1', messageId: 'om_1', openId: 'ou_wang', file: null };
    const notice: Notice = { kind: 'sync', view: viewOf({ origin }) };
    const peopleOn = (namesPeople: boolean) =>
      partsOf(renderNotice(notice, { sandbox: false, namesPeople })).filter(({ tag }) => tag === 'person');
    expect(peopleOn(true)).toHaveLength(1);
    expect(peopleOn(false)).toEqual([]);
  });

  // Pages disagree on whether a form brings the value of its button along.
  it.each([
    ['with the value of its button', (value: unknown) => ({ value })],
    ['without a value', () => ({})],
    ['with an empty value', () => ({ value: {} })],
    ['with an empty text for a value', () => ({ value: '' })],
    ['with null for a value', () => ({ value: null })],
  ])('has a form that comes back, %s, as an answer to the same sync', (_, carried) => {
    const submitted = (label: string, filled: object) => submit(label, filled, carried);
    const filled = { course: '入门', day: '2026-11-20 +0800' };
    expect(submitted('继续同步', filled)).toMatchObject({
      do: 'give_input',
      course: '入门',
      day: '2026-11-20',
    });
    expect(submitted('昨天 11月23日', filled)).toMatchObject({ course: '入门', day: '2026-11-23' });
    expect(submitted('继续同步', { ...filled, new_course: '深化' })).toMatchObject({ course: '深化' });
    expect(submitted('继续同步', { course: '+', new_course: '深化' })).toMatchObject({ course: '深化' });
    expect(submitted('继续同步', { course: '+', new_course: '' })).toMatchObject({ course: undefined });
  });
});

/** What comes of a form that is filled in like this and submitted by this button. */
function submit(label: string, filled: object, carried: (value: unknown) => object) {
  const [form] = cardOf('sync-needs-both').body.elements.filter(({ tag }) => tag === 'form');
  const button = partsOf(form).find(({ tag, text }) => tag === 'button' && Object(text).content === label);
  const [behaviour] = [button?.behaviors].flat();
  const press = parsePress({
    event_id: 'ev_1',
    tenant_key: 'tenant',
    operator: { open_id: 'ou_wang', tenant_key: 'tenant' },
    action: { ...carried(Object(behaviour).value), name: button?.name, form_value: filled },
    context: { open_message_id: 'om_card', open_chat_id: 'oc_1' },
  });
  return press?.action;
}
