import { type DescribedTable, type LayoutReading, readLayout } from './check-tables.ts';
import { type BaseAccess, isTableId, listTables } from './describe-base.ts';

/**
 * Reads how the tables keep what a sync reads and writes. Problems name a table as people do, also where it is configured by
 * its id; only then does that cost a call.
 */
export async function readNamedLayout(
  base: BaseAccess,
  learners: DescribedTable,
  enrollments: DescribedTable,
  extraNames: Parameters<typeof readLayout>[2],
): Promise<LayoutReading> {
  const reading = readLayout(learners, enrollments, extraNames);
  if (reading.kind === 'fit' || ![learners, enrollments].some(({ name }) => isTableId(name))) return reading;
  // Without the list the ids still say which table is meant.
  const listed = await listTables(base).catch(() => []);
  const named = (table: DescribedTable): DescribedTable => ({
    ...table,
    name: listed.find(({ table_id }) => table_id === table.id)?.name ?? table.name,
  });
  return readLayout(named(learners), named(enrollments), extraNames);
}
