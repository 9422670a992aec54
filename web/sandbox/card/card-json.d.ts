/**
 * What is drawn of a card in card JSON 2.0. The stand-in has checked it before:
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-json-v2-structure
 */
export interface Card {
  config?: { summary?: { content: string } };
  header?: CardHeader;
  body?: { elements?: Part[] };
}

export interface CardHeader {
  title?: Text;
  subtitle?: Text;
  template?: string;
  text_tag_list?: TextTag[];
}

export interface TextTag {
  text?: Text;
  color?: string;
}

export interface Text {
  content?: string;
  text_size?: string;
  text_color?: string;
  text_align?: string;
}

export interface Field {
  name?: string;
  label?: Text;
  placeholder?: Text;
  required?: boolean;
  disabled?: boolean;
}

export interface Input extends Field {
  input_type?: string;
  rows?: number;
  max_length?: number;
  default_value?: string;
}

export interface DatePicker extends Field {
  initial_date?: string;
}

export interface Choice {
  text?: Text;
  value: string;
}

export interface OneChoice extends Field {
  options?: Choice[];
  initial_option?: string;
  /** From 1. */
  initial_index?: number;
}

export interface ManyChoices extends Field {
  options?: Choice[];
  selected_values?: string[];
}

export interface Button {
  text?: Text;
  name?: string;
  type?: string;
  behaviors?: Behavior[];
  disabled?: boolean;
  form_action_type?: 'submit' | 'reset';
  confirm?: Confirm;
}

export type Behavior = { type: 'open_url'; default_url?: string } | { type: 'callback'; value?: object };

export interface Confirm {
  title?: Text;
  text?: Text;
}

export interface Container {
  elements?: Part[];
}

export interface CollapsiblePanel extends Container {
  header?: { title?: Text };
  expanded?: boolean;
}

export interface ColumnSet {
  columns?: Column[];
  flex_mode?: string;
}

export interface Column extends Container {
  width?: string;
  weight?: number;
  vertical_align?: string;
}

export interface Table {
  columns?: TableColumn[];
  rows?: Record<string, unknown>[];
  page_size?: number;
}

export interface TableColumn {
  name: string;
  display_name?: string;
  width?: string;
}

/** One of the components; `tag` says which, and the rest belongs to it. */
export type Part =
  | ({ tag: 'plain_text' } & Text)
  | ({ tag: 'markdown' } & Text)
  | { tag: 'div'; text?: Text; fields?: { text: Text }[] }
  | { tag: 'hr' }
  | ({ tag: 'column_set' } & ColumnSet)
  | ({ tag: 'table' } & Table)
  | ({ tag: 'button' } & Button)
  | ({ tag: 'form' } & Container)
  | ({ tag: 'input' } & Input)
  | ({ tag: 'date_picker' } & DatePicker)
  | ({ tag: 'select_static' } & OneChoice)
  | ({ tag: 'multi_select_static' } & ManyChoices)
  | ({ tag: 'collapsible_panel' } & CollapsiblePanel)
  | { tag: 'person'; user_id: string; show_name?: boolean };

export type PartOf<Tag extends Part['tag']> = Extract<Part, { tag: Tag }>;

/** What a press tells the bot. */
export interface Pressed {
  value: object;
  /** Of the button. */
  name: string | undefined;
  formValue?: Record<string, string | string[]>;
}

/** What a card needs from the chat it stands in. */
export interface CardContext {
  /** The name to an open id; undefined for a stranger. */
  nameOf(openId: string): string | undefined;
  /** Settles when the bot has answered. */
  press(pressed: Pressed): Promise<void>;
}

/** What a component needs to draw itself and what it contains. */
export interface DrawContext extends CardContext {
  draw(elements: readonly Part[], context: DrawContext): HTMLElement[];
}
