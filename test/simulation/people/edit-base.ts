import { deleteRows, editField, editRows } from '../../../src/sandbox/control/manual-edits.ts';
import type { BaseRecord } from '../../../src/sandbox/state/base-model.ts';
import { defaultEditor } from '../../../src/sandbox/state/people.ts';
import { seedIds } from '../../../src/sandbox/state/seed-base.ts';
import type { Platform } from '../feishu/platform.ts';
import { nicknameOf, phoneOf } from '../world/names.ts';
import type { BaseChange, Edit } from '../world/world.ts';
import { nicknameField, typeEnrollment, typeLearner } from './held-rows.ts';

const { openId } = defaultEditor;
const { learnerTable, enrollmentTable } = seedIds;

/** Somebody edits rows in the client; where there is no row to edit, nothing happens. */
export function editBase(platform: Platform, edit: Edit): void {
  const { client } = platform;
  switch (edit.kind) {
    case 'edit_learner': {
      const record = pick(platform, learnerTable, edit.pick);
      const cells =
        edit.field === 'nickname'
          ? { [nicknameField(platform)]: nicknameOf(edit.value) }
          : { 手机号: phoneOf(edit.value) };
      const filled = Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''));
      if (record !== null)
        editRows(client, { table: learnerTable, openId, records: [{ recordId: record.id, cells: filled }] });
      return;
    }
    case 'delete_learner':
      remove(platform, learnerTable, edit.pick);
      return;
    case 'delete_enrollment':
      remove(platform, enrollmentTable, edit.pick);
      return;
    case 'unlink': {
      const record = pick(platform, enrollmentTable, edit.pick);
      const cells = { 关联到学员总表: [] };
      if (record !== null)
        editRows(client, { table: enrollmentTable, openId, records: [{ recordId: record.id, cells }] });
      return;
    }
    case 'type_learner':
      typeLearner(platform, edit);
      return;
    case 'type_enrollment':
      typeEnrollment(platform, edit);
  }
}

function remove(platform: Platform, table: string, index: number): void {
  const record = pick(platform, table, index);
  if (record !== null) deleteRows(platform.client, { table, openId, recordIds: [record.id] });
}

function pick({ client }: Platform, table: string, index: number): BaseRecord | null {
  const records = [...(client.store.state.base.tables.get(table)?.records.values() ?? [])];
  return records[index % Math.max(records.length, 1)] ?? null;
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
