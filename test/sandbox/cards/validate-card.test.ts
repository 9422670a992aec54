import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateCard } from '../../../src/sandbox/cards/validate-card.ts';

const golden = new URL('../../feishu/cards/golden/', import.meta.url);
const goldenFiles = readdirSync(golden).filter((name) => name.endsWith('.golden.json'));

const card = (...elements: unknown[]) => ({ schema: '2.0', body: { elements } });
const plain = (content: string) => ({ tag: 'plain_text', content });
const div = (content = 'x') => ({ tag: 'div', text: plain(content) });
const markdown = (content: string, more: object = {}) => ({ tag: 'markdown', content, ...more });
const column = (...elements: unknown[]) => ({ tag: 'column', elements });
const columns = (...elements: unknown[]) => ({ tag: 'column_set', columns: [column(...elements)] });
const input = (name?: string) => ({ tag: 'input', ...(name === undefined ? {} : { name }) });
const submit = { tag: 'button', name: 'submit', text: plain('好'), form_action_type: 'submit' };
const form = (name: string, ...elements: unknown[]) => ({ tag: 'form', name, elements });
const table = (rows: unknown, dataType = 'text') => ({
  tag: 'table',
  columns: [{ name: 'a', data_type: dataType }],
  rows,
});
const wide = (width: string) => ({ ...table([]), columns: [{ name: 'a', data_type: 'text', width }] });
const nested = (levels: number): object => (levels === 0 ? div() : columns(nested(levels - 1)));
const times = (count: number, part: object) => Array.from({ length: count }, () => part);

describe('cards that are sent', () => {
  it.each(goldenFiles)('%s', (name) => {
    expect(validateCard(JSON.parse(readFileSync(new URL(name, golden), 'utf8')))).toBeNull();
  });

  it('there are some', () => {
    expect(goldenFiles.length).toBeGreaterThan(10);
  });
});

describe('cards that are right', () => {
  it.each<[string, unknown]>([
    ['a blank card', {}],
    ['a card without a body', { schema: '2.0', header: { title: plain('x') } }],
    ['columns of any width', card(wide('80px'), wide('600px'), wide('100%'), wide('auto'))],
    ['five tables', card(...times(5, table([{ a: '1' }])))],
    ['two hundred elements', card(...times(100, div()))],
    ['five levels of containers', card(nested(5))],
    ['an element id of 20 characters', card(markdown('x', { element_id: 'a2345678901234567_20' }))],
    ['mentions of known people and of all', card(markdown('<at id=ou_1></at><at id="all"></at>'))],
    ['a mention in plain text', card(div('<at id=nobody></at>'))],
    ['a row without a cell', card(table([{}]))],
    ['colored options', card(table([{ a: [{ text: '完成', color: 'green' }] }], 'options'))],
    ['a form with a field in a column', card(form('f', columns(input('a')), submit))],
    ['a select', card({ tag: 'select_static', options: [{ text: plain('一'), value: '1' }] })],
    ['a chart', card({ tag: 'chart', chart_spec: { type: 'bar', tag: 'anything' } })],
    ['a panel', card({ tag: 'collapsible_panel', header: { title: markdown('更多') }, elements: [div()] })],
  ])('%s', (_name, given) => {
    expect(validateCard(given)).toBeNull();
  });
});

describe('cards that are refused', () => {
  it.each<[string, unknown, number]>([
    ['text instead of a card', '{}', 200621],
    ['a list', [], 200621],
    ['nothing', undefined, 200621],
    ['JSON 1.0', { elements: [] }, 200621],
    ['a property of JSON 1.0 in the config', { schema: '2.0', config: { wide_screen_mode: true } }, 200861],
    ['a card not shared', { schema: '2.0', config: { update_multi: false } }, 200621],
    ['an unknown header color', { schema: '2.0', header: { title: plain('x'), template: 'pink' } }, 200621],
    ['a tag of JSON 1.0', card({ tag: 'action', actions: [] }), 200861],
    ['a note', card({ tag: 'note', elements: [] }), 200861],
    ['no tag', card({}), 200861],
    ['an element that is text', card('x'), 200861],
    ['an unknown property', card({ tag: 'hr', color: 'blue' }), 200861],
    [
      'an unknown property deep inside',
      card(columns({ tag: 'div', text: { ...plain('x'), bold: true } })),
      200861,
    ],
    ['a column at the root', card(column(div())), 200861],
    ['something else in a column set', card({ tag: 'column_set', columns: [div()] }), 200861],
    ['a table in a column', card(columns(table([]))), 200861],
    ['a form in a column', card(columns(form('f', submit))), 200861],
    ['a table in a form', card(form('f', submit, table([]))), 200861],
    ['a hexadecimal color', card({ tag: 'div', text: { ...plain('x'), text_color: '#ff0000' } }), 200621],
    [
      'a callback without an object',
      card({ tag: 'button', behaviors: [{ type: 'callback', value: 'x' }] }),
      200621,
    ],
    ['a date that is none', card({ tag: 'date_picker', initial_date: '2026-02-30' }), 200621],
    ['201 elements', card(...times(100, div()), { tag: 'hr' }), 11310],
    ['six tables', card(...times(6, table([]))), 11310],
    ['six levels of containers', card(nested(6)), 11310],
    ['an element id of 21 characters', card(markdown('x', { element_id: 'a23456789012345678_21' })), 200621],
    ['an element id that starts with a digit', card(markdown('x', { element_id: '1a' })), 200621],
    ['an element id twice', card(...times(2, markdown('x', { element_id: 'a' }))), 200621],
    ['a column narrower than any', card(wide('79px')), 200621],
    ['a column wider than any', card(wide('601px')), 200621],
    ['a column without width', card(wide('0%')), 200621],
    ['rows higher than any', card({ ...table([]), row_height: '125px' }), 200621],
    ['rows that are no list', card(table({})), 200914],
    ['no rows', card(table(undefined)), 200914],
    ['a number in a text column', card(table([{ a: 1 }])), 200914],
    ['a text in a date column', card(table([{ a: '2026-03-02' }], 'date')), 200914],
    ['a row with an unknown column', card(table([{ b: '1' }])), 200915],
    ['a form field without a name', card(form('f', input(), submit)), 200530],
    ['a form field with an empty name', card(form('f', input(''), submit)), 200530],
    ['a name twice', card(form('f', input('a'), columns(input('a')), submit)), 200530],
    ['a form without a name', card({ tag: 'form', elements: [submit] }), 200530],
    ['a form that cannot be submitted', card(form('f', input('a'))), 200621],
    ['a mention of nobody', card(markdown('<at id=nobody></at>')), 100290],
    ['a mention in a cell', card(table([{ a: "<at id='x'></at>" }], 'lark_md')), 100290],
    ['one of several mentioned', card(markdown('<at ids=ou_1,x></at>')), 100290],
    ['a person who is none', card({ tag: 'person', user_id: 'me' }), 100290],
    [
      'a list with somebody who is none',
      card({ tag: 'person_list', persons: [{ id: 'ou_1' }, { id: 'x' }] }),
      100290,
    ],
  ])('%s', (_name, given, subCode) => {
    expect(validateCard(given)).toMatchObject({ subCode });
  });

  it('with words that say where and what', () => {
    expect(validateCard(card(div(), columns({ tag: 'note' })))?.message).toBe(
      'Failed to create card content, ext=ErrCode: 200861; ErrPath: ROOT -> body -> elements -> [1](tag: column_set)' +
        ' -> columns -> [0](tag: column) -> elements -> [0](tag: note);' +
        ' ErrMsg: cards of schema V2 no longer support this capability; ErrorValue: unsupported tag note; ',
    );
  });
});
