import type { Table, View } from './base-model.ts';
import type { Change } from './change.ts';
import type { State } from './state.ts';

/** Records in one line of a snapshot. */
const recordsPerLine = 1000;

/** The transactions that lead from nothing to this state. */
export function* snapshotOf(state: State): Generator<Change[]> {
  const { token, wikiToken, name, revision, resets, tables, members } = state.base;
  const perTable = [...tables.values()];
  yield [
    // Each put_table counts the revision up by one.
    { kind: 'start_base', token, wikiToken, name, revision: revision - perTable.length, resets },
    ...perTable.flatMap((table) => [putTable(table), ...table.views.map((view) => putView(table, view))]),
    ...[...members.values()].map((member): Change => ({ kind: 'put_member', member })),
    ...[...state.clientTokens].map(
      ([clientToken, { digest, ids }]): Change => ({
        kind: 'remember_call',
        clientToken,
        digest,
        ids,
      }),
    ),
    ...[...state.accessTokens].map(
      ([accessToken, { expiresAt }]): Change => ({ kind: 'issue_token', token: accessToken, expiresAt }),
    ),
  ];
  for (const table of perTable) yield* recordsOf(table);
  yield* chatOf(state);
  for (const delivery of state.deliveries.values()) yield [{ kind: 'put_delivery', delivery }];
}

function* chatOf({ chat }: State): Generator<Change[]> {
  for (const message of chat.messages.values()) yield [{ kind: 'put_message', message }];
  for (const file of chat.files.values()) yield [{ kind: 'put_file', file }];
  for (const command of chat.commands.values()) yield [{ kind: 'put_command', command }];
}

function putTable({ id, name, fields, revision, nextNumber }: Table): Change {
  return { kind: 'put_table', tableId: id, name, fields, revision, nextNumber };
}

function putView({ id: tableId }: Table, view: View): Change {
  return { kind: 'put_view', tableId, view };
}

function* recordsOf(table: Table): Generator<Change[]> {
  const records = [...table.records.values()];
  for (let from = 0; from < records.length; from += recordsPerLine) {
    yield [
      { kind: 'restore_records', tableId: table.id, records: records.slice(from, from + recordsPerLine) },
    ];
  }
}
