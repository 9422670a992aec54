import type { CardAction } from '../../bot/chat-event.ts';

/**
 * The parts of cards, in card JSON 2.0. Text of people only ever goes into `plain_text` and text cells, where nothing is
 * markup.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-json-v2-structure
 */
export interface Card {
  schema: '2.0';
  config: object;
  header: object;
  body: { elements: CardPart[] };
}

export interface CardPart {
  tag: string;
  [property: string]: unknown;
}

export type HeaderColour = 'blue' | 'green' | 'yellow' | 'orange' | 'red' | 'grey';

/** @param label a word beside the title; none if null */
export function card(
  head: { title: string; colour: HeaderColour; label: string | null; preview: string },
  elements: CardPart[],
): Card {
  const { title, colour, label, preview } = head;
  return {
    schema: '2.0',
    // Cards can only be changed with update_multi; they name learners, so they stay in their chat.
    config: { update_multi: true, enable_forward: false, width_mode: 'fill', summary: { content: preview } },
    header: {
      title: plain(title),
      template: colour,
      ...(label === null ? {} : { text_tag_list: [tag(label, colour)] }),
    },
    body: { elements },
  };
}

function tag(label: string, colour: HeaderColour): CardPart {
  return { tag: 'text_tag', text: plain(label), color: colour === 'grey' ? 'neutral' : colour };
}

export type TextLook = 'normal' | 'strong' | 'small';

const looks: Record<TextLook, object> = {
  normal: {},
  strong: { text_size: 'heading' },
  small: { text_size: 'notation', text_color: 'grey' },
};

export function paragraph(text: string, look: TextLook = 'normal'): CardPart {
  return { tag: 'div', text: { ...plain(text), ...looks[look] } };
}

/** A person by name and picture, after what they did. Feishu refuses the whole card for an id that is not one. */
export function person(label: string, openId: string): CardPart {
  const columns = [column([paragraph(label)]), personColumn(openId)];
  return { tag: 'column_set', flex_mode: 'none', columns };
}

/** Several, each with a few words behind the name, side by side as far as there is room. */
export function people(named: readonly { label: string; openId: string }[]): CardPart {
  const columns = named.flatMap(({ label, openId }) => [personColumn(openId), column([paragraph(label)])]);
  return { tag: 'column_set', flex_mode: 'flow', columns };
}

function personColumn(openId: string): CardPart {
  return column([{ tag: 'person', user_id: openId, size: 'extra_small', show_name: true }]);
}

/** Whether the id is one that Feishu takes for a person's. */
export function isOpenId(id: string): boolean {
  return /^ou_[A-Za-z0-9]{1,64}$/.test(id);
}

/** Each part beside the other, three in a row where there is little room. */
export function columns(parts: CardPart[][]): CardPart {
  const shared = { width: 'weighted', weight: 1 };
  return {
    tag: 'column_set',
    flex_mode: 'trisect',
    columns: parts.map((elements) => ({ ...column(elements), ...shared })),
  };
}

/** Side by side as far as there is room. */
export function row(parts: CardPart[]): CardPart {
  return { tag: 'column_set', flex_mode: 'flow', columns: parts.map((part) => column([part])) };
}

/**
 * Parts that show when somebody opens them.
 * Source: https://open.feishu.cn/document/feishu-cards/card-json-v2-components/containers/collapsible-panel
 */
export function folded(title: string, elements: CardPart[]): CardPart {
  return { tag: 'collapsible_panel', expanded: false, header: { title: plain(title) }, elements };
}

function column(elements: CardPart[]): CardPart {
  return { tag: 'column', width: 'auto', vertical_align: 'center', elements };
}

export interface TableColumn {
  name: string;
  heading: string;
  /** `auto`, or from `80px` to `600px`. */
  width: string;
}

/** At the top level of a card only. */
export function table(tableColumns: TableColumn[], rows: Record<string, string>[]): CardPart {
  return {
    tag: 'table',
    // More rows at once would push the buttons out of sight on a phone.
    page_size: 5,
    row_height: 'auto',
    // By default long reasons are cut on a phone.
    row_max_height: '300px',
    columns: tableColumns.map(({ name, heading, width }) => ({
      name,
      display_name: heading,
      data_type: 'text',
      width,
    })),
    rows,
  };
}

export type ButtonLook = 'primary_filled' | 'default' | 'danger';

interface ButtonFace {
  label: string;
  look: ButtonLook;
  /** Asked once more before the press counts. */
  confirm: { title: string; text: string } | null;
}

export function pressButton(face: ButtonFace, action: CardAction): CardPart {
  return { ...button(face), behaviors: [{ type: 'callback', value: action }] };
}

export function linkButton(face: ButtonFace, url: string): CardPart {
  return { ...button(face), behaviors: [{ type: 'open_url', default_url: url }] };
}

function button({ label, look, confirm }: ButtonFace): CardPart {
  return {
    tag: 'button',
    text: plain(label),
    type: look,
    ...(confirm === null ? {} : { confirm: { title: plain(confirm.title), text: plain(confirm.text) } }),
  };
}

/** At the top level of a card only. What is filled in comes back under the names of the fields, with the action or the name. */
export function form(
  fields: CardPart[],
  submit: { label: string; name: string; action: CardAction },
): CardPart {
  const face: ButtonFace = { label: submit.label, look: 'primary_filled', confirm: null };
  const button = { ...pressButton(face, submit.action), name: submit.name, form_action_type: 'submit' };
  return { tag: 'form', name: 'form', elements: [...fields, button] };
}

export function input(
  name: string,
  field: { placeholder: string; value: string; maxLength: number },
): CardPart {
  return {
    tag: 'input',
    name,
    placeholder: plain(field.placeholder),
    default_value: field.value,
    max_length: field.maxLength,
    required: true,
  };
}

export function datePicker(name: string, placeholder: string): CardPart {
  return { tag: 'date_picker', name, placeholder: plain(placeholder), required: true };
}

export function multiSelect(
  name: string,
  field: { placeholder: string; options: { label: string; value: string }[]; proposed: string[] },
): CardPart {
  return {
    tag: 'multi_select_static',
    name,
    placeholder: plain(field.placeholder),
    options: field.options.map(({ label, value }) => ({ text: plain(label), value })),
    selected_values: field.proposed,
    required: true,
  };
}

function plain(content: string): CardPart {
  return { tag: 'plain_text', content };
}
