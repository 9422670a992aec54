import { z } from 'zod';
import { ChatFile, Message, SlashCommand } from './chat-model.ts';
import { Delivery } from './delivery-model.ts';

const Cell = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()).readonly(),
  z.object({ text: z.string(), link: z.string() }),
  z.array(z.object({ id: z.string() })).readonly(),
  z.array(z.object({ file_token: z.string() })).readonly(),
]);

const Field = z.object({
  id: z.string(),
  name: z.string(),
  type: z.int(),
  uiType: z.string(),
  property: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('plain'), value: z.record(z.string(), z.unknown()).nullable() }),
    z.object({
      kind: z.literal('options'),
      options: z.array(z.object({ id: z.string(), name: z.string(), color: z.int() })).readonly(),
    }),
    z.object({
      kind: z.literal('link'),
      tableId: z.string(),
      multiple: z.boolean(),
      backFieldId: z.string().nullable(),
    }),
  ]),
});

const StoredRecord = z.object({
  id: z.string(),
  number: z.int(),
  createdAt: z.number(),
  changedAt: z.number(),
  createdBy: z.string().nullable().default(null),
  changedBy: z.string().nullable().default(null),
  cells: z.record(z.string(), Cell),
});

const tableId = z.string();
const at = z.number();
/** Open id of a person; null: the app. */
const by = z.string().nullable().default(null);

/** One step from one state to the next. Everything in it is decided: applying it can neither fail nor differ. */
export const Change = z.discriminatedUnion('kind', [
  /** Empties everything; `revision` starts the count of changes, `resets` says how often this has been done. */
  z.object({
    kind: z.literal('start_base'),
    token: z.string(),
    wikiToken: z.string(),
    name: z.string(),
    revision: z.int(),
    resets: z.int().default(0),
  }),
  z.object({
    kind: z.literal('put_table'),
    tableId,
    name: z.string(),
    fields: z.array(Field).readonly(),
    revision: z.int(),
    nextNumber: z.int(),
  }),
  z.object({ kind: z.literal('rename_table'), tableId, name: z.string() }),
  z.object({ kind: z.literal('remove_table'), tableId }),
  /** Adds the field or replaces the one with its id. */
  z.object({ kind: z.literal('put_field'), tableId, field: Field }),
  z.object({ kind: z.literal('remove_field'), tableId, fieldId: z.string() }),
  /** Adds the view or replaces the one with its id. */
  z.object({
    kind: z.literal('put_view'),
    tableId,
    view: z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      filter: z.record(z.string(), z.unknown()).nullable(),
    }),
  }),
  /** Adds the collaborator or gives another role to the one with its id. */
  z.object({
    kind: z.literal('put_member'),
    member: z.object({ id: z.string(), idType: z.string(), role: z.enum(['view', 'edit', 'full_access']) }),
  }),
  /** Two-way links are mirrored on the other side. */
  z.object({
    kind: z.literal('create_records'),
    tableId,
    at,
    by,
    records: z.array(z.object({ id: z.string(), cells: z.record(z.string(), Cell) })).readonly(),
  }),
  z.object({
    kind: z.literal('update_records'),
    tableId,
    at,
    by,
    records: z.array(z.object({ id: z.string(), cells: z.record(z.string(), Cell.nullable()) })).readonly(),
  }),
  z.object({ kind: z.literal('delete_records'), tableId, at, by, recordIds: z.array(z.string()).readonly() }),
  /** Records as they were, both sides of their links included. */
  z.object({ kind: z.literal('restore_records'), tableId, records: z.array(StoredRecord).readonly() }),
  z.object({
    kind: z.literal('remember_call'),
    clientToken: z.string(),
    digest: z.string(),
    ids: z.array(z.string()).readonly(),
  }),
  z.object({ kind: z.literal('issue_token'), token: z.string(), expiresAt: z.number() }),
  /** Adds the message or replaces the one with its id; so for the three below. */
  z.object({ kind: z.literal('put_message'), message: Message }),
  z.object({ kind: z.literal('put_file'), file: ChatFile }),
  z.object({ kind: z.literal('put_command'), command: SlashCommand }),
  z.object({ kind: z.literal('put_delivery'), delivery: Delivery }),
  z.object({ kind: z.literal('remove_command'), commandId: z.string() }),
]);
export type Change = z.infer<typeof Change>;

/** What is written in one go: all of it holds, or nothing. */
export const Transaction = z.array(Change);
