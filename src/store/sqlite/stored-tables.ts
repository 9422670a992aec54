import type { Connection } from './connection.ts';

/** A table and its columns, without those that the database computes from others. */
export interface StoredTable {
  name: string;
  columns: readonly string[];
}

/** All tables of ours, each after those it refers to. */
export function storedTables(connection: Connection): StoredTable[] {
  const names = textsOf(
    connection,
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%' order by name`,
    [],
  );
  const ordered: string[] = [];
  const visit = (name: string) => {
    if (ordered.includes(name)) return;
    for (const other of referredBy(connection, name)) if (other !== name) visit(other);
    ordered.push(name);
  };
  names.forEach(visit);
  return ordered.map((name) => ({ name, columns: columnsOf(connection, name) }));
}

/** The rows of a table, read as they are taken. */
export function* readRows(
  connection: Connection,
  { name, columns }: StoredTable,
): Generator<Readonly<Record<string, unknown>>> {
  const listed = columns.map((column) => `"${column}"`).join(', ');
  for (const row of connection.prepare(`select ${listed} from "${name}"`).iterate([]))
    yield row as Readonly<Record<string, unknown>>;
}

const referredBy = (connection: Connection, table: string) =>
  textsOf(connection, 'select "table" as name from pragma_foreign_key_list(?)', [table]);

/** https://www.sqlite.org/pragma.html#pragma_table_xinfo: `hidden` is 2 or 3 for computed columns. */
const columnsOf = (connection: Connection, table: string) =>
  textsOf(connection, 'select name from pragma_table_xinfo(?) where hidden = 0', [table]);

function textsOf(connection: Connection, statement: string, parameters: string[]): string[] {
  return connection
    .prepare(statement)
    .all(parameters)
    .map((row) => (row as { name: string }).name);
}
