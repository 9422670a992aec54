/** A Base with its tables. Changed only by `apply-change.ts`. */
export interface Base {
  token: string;
  /** Token of the wiki node that holds the same Base. */
  wikiToken: string;
  name: string;
  /** Grows with every change of a table. */
  revision: number;
  /** How often it was started anew. */
  resets: number;
  tables: Map<string, Table>;
  /** Who may do what with the document, besides the app; by id. */
  members: Map<string, Member>;
}

/** A collaborator of the document. */
export interface Member {
  id: string;
  idType: string;
  role: 'view' | 'edit' | 'full_access';
}

export interface Table {
  id: string;
  name: string;
  /** Grows by one with every change. */
  revision: number;
  /** The first one is the primary field. */
  fields: Field[];
  views: View[];
  /** By id, the oldest first. */
  records: Map<string, BaseRecord>;
  /** What changed lately, the oldest first; in memory only. */
  history: PastRecord[];
  /** What the next record gets as 自动编号. */
  nextNumber: number;
}

export interface View {
  id: string;
  name: string;
  type: string;
  /** Passed on as it was given; null: all rows are shown. */
  filter: Readonly<Record<string, unknown>> | null;
}

export interface Field {
  id: string;
  name: string;
  /** https://open.feishu.cn/document/server-docs/docs/bitable-v1/app-table-field/guide */
  type: number;
  uiType: string;
  property: FieldProperty;
}

export type FieldProperty =
  /** Passed on as it was given. */
  | { kind: 'plain'; value: Readonly<Record<string, unknown>> | null }
  | { kind: 'options'; options: readonly SelectOption[] }
  /** `backFieldId`: the field on the other side of a two-way link, null for a one-way link. */
  | { kind: 'link'; tableId: string; multiple: boolean; backFieldId: string | null };

export interface SelectOption {
  id: string;
  name: string;
  color: number;
}

export interface BaseRecord {
  id: string;
  number: number;
  /** Epoch milliseconds. */
  createdAt: number;
  changedAt: number;
  /** Open id of a person; null: the app. */
  createdBy: string | null;
  changedBy: string | null;
  /** By field id; an empty cell is absent. */
  cells: Record<string, Cell>;
}

/** A record as it was until a change or its delete. */
export interface PastRecord {
  /** Epoch milliseconds. */
  until: number;
  record: BaseRecord;
}

/** The content of a cell, in the shape in which it is written. A list of strings is a link's records or a select's options. */
export type Cell =
  | string
  | number
  | boolean
  | readonly string[]
  | UrlCell
  | readonly { id: string }[]
  | readonly { file_token: string }[];

export interface UrlCell {
  text: string;
  link: string;
}

/** The cells of a write by field id; null empties a cell. */
export type CellChanges = Readonly<Record<string, Cell | null>>;

/** The strings of a list cell: record ids of a link, options of a multi select; none for an empty cell. */
export function listOf(cell: Cell | null | undefined): readonly string[] {
  return Array.isArray(cell) ? cell.filter((item) => typeof item === 'string') : [];
}
