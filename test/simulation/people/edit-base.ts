import { deleteRows, editField, editRows } from '../../../src/sandbox/control/manual-edits.ts';
import type { BaseRecord } from '../../../src/sandbox/state/base-model.ts';
import { defaultEditor } from '../../../src/sandbox/state/people.ts';
import { seedIds } from '../../../src/sandbox/state/seed-base.ts';
import type { Platform } from '../feishu/platform.ts';
import { cityOf, nicknameOf, phoneOf, teacherOf } from '../world/names.ts';
import type { BaseChange, Edit } from '../world/world.ts';
import { nicknameField, typeEnrollment, typeLearner } from './held-rows.ts';

const { openId } = defaultEditor;
const { learnerTable, enrollmentTable } = seedIds;

/** Somebody edits rows in the client; where there is no row to edit, nothing happens. */
export function editBase(platform: Platform, edit: Edit): void {
  switch (edit.kind) {
    case 'edit_learner':
      type(platform, learnerTable, { pick: edit.pick, cells: learnerCell(platform, edit) });
      return;
    case 'edit_enrollment':
      type(platform, enrollmentTable, { pick: edit.pick, cells: { 讲师: teacherOf(edit.teacher) } });
      return;
    case 'delete_learner':
      remove(platform, learnerTable, edit.pick);
      return;
    case 'delete_enrollment':
      remove(platform, enrollmentTable, edit.pick);
      return;
    case 'unlink':
      type(platform, enrollmentTable, { pick: edit.pick, cells: { 关联到学员总表: [] } });
      return;
    case 'type_learner':
      typeLearner(platform, edit);
      return;
    case 'type_enrollment':
      typeEnrollment(platform, edit);
  }
}

function learnerCell(
  platform: Platform,
  { field, value }: Extract<Edit, { kind: 'edit_learner' }>,
): Record<string, string> {
  switch (field) {
    case 'nickname':
      return { [nicknameField(platform)]: nicknameOf(value) };
    case 'phone':
      return { 手机号: phoneOf(value) };
    case 'city':
      return { 城市: cityOf(value) };
  }
}

/** Whoever has nothing to type leaves the cell as it is. */
function type(
  platform: Platform,
  table: string,
  edit: { pick: number; cells: Record<string, string | never[]> },
): void {
  const record = pick(platform, table, edit.pick);
  const cells = Object.fromEntries(Object.entries(edit.cells).filter(([, cell]) => cell !== ''));
  if (record !== null)
    editRows(platform.client, { table, openId, records: [{ recordId: record.id, cells }] });
}

function remove(platform: Platform, table: string, index: number): void {
  const record = pick(platform, table, index);
  if (record !== null) deleteRows(platform.client, { table, openId, recordIds: [record.id] });
}

function pick({ client }: Platform, table: string, index: number): BaseRecord | null {
  const records = [...(client.store.state.base.tables.get(table)?.records.values() ?? [])];
  return records.at(index % Math.max(records.length, 1)) ?? null;
}

const nickname = { name: '昵称', renamed: '学员昵称' } as const;

/** Somebody changes the Base itself. */
export function changeBase(platform: Platform, change: BaseChange): void {
  switch (change.kind) {
    case 'zone':
      platform.set({ timeZone: change.timeZone });
      return;
    case 'permission':
      platform.set({ documentRole: change.role });
      return;
    case 'hidden':
      platform.set({ isAdvanced: true, hiddenRecords: 'all' });
      return;
    case 'field_renamed':
      rename(platform, nickname.renamed);
      return;
    case 'mended':
      platform.set({ documentRole: 'manage', isAdvanced: false, hiddenRecords: [] });
      rename(platform, nickname.name);
  }
}

/** The id of a field stays whatever it is called. */
function rename({ client }: Platform, name: string): void {
  editField(client, { action: 'change', table: learnerTable, field: 'fldLearnerNickname', name });
}
