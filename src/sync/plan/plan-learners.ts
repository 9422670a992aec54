import type { CalendarDay } from '../../roster/roster.ts';
import type { BaseSchema, ExistingLearner, LearnerChange, NewLearner } from '../ports.ts';
import type { SyncWarning } from '../report.ts';
import type { SyncSettings } from '../settings.ts';
import type { FileLearner } from './merge-learners.ts';
import { toFieldValue } from './to-field-value.ts';

export interface LearnerPlan {
  create: (NewLearner & { line: number })[];
  update: (LearnerChange & { line: number })[];
  /** 用户IDs of learners about whom the file says nothing new. */
  unchanged: string[];
  warnings: SyncWarning[];
}

/** Fields that staff keep by hand: a file only ever fills them. */
const alwaysFillOnly: ReadonlySet<string> = new Set(['备注', '首次接触渠道']);

export interface LearnerPlanInput {
  learners: readonly FileLearner[];
  /** What Base holds of them, the oldest record first. */
  existing: readonly ExistingLearner[];
  schema: BaseSchema;
  settings: SyncSettings;
  today: CalendarDay;
}

/** Whom to create, and which fields of whom to change. A value equal after cleaning stays as it was written. */
export function planLearners(input: LearnerPlanInput): LearnerPlan {
  const plan: LearnerPlan = { create: [], update: [], unchanged: [], warnings: [] };
  const existingByUserId = groupByUserId(input.existing);
  for (const learner of input.learners) {
    const fields = fitFields(learner, input, plan.warnings);
    const [record, ...duplicates] = existingByUserId.get(learner.userId) ?? [];
    if (record === undefined) {
      plan.create.push({ line: learner.line, userId: learner.userId, fields });
      continue;
    }
    if (duplicates.length > 0) plan.warnings.push(warnDuplicated(learner, [record, ...duplicates]));
    const set = changedFields(fields, record, input.settings);
    if (Object.keys(set).length === 0) plan.unchanged.push(learner.userId);
    else plan.update.push({ line: learner.line, ...changeOf(record, set) });
  }
  plan.warnings.push(...warnNewOptions(plan, input.schema));
  return plan;
}

function groupByUserId(existing: readonly ExistingLearner[]): Map<string, ExistingLearner[]> {
  const groups = new Map<string, ExistingLearner[]>();
  for (const record of existing) groups.set(record.userId, [...(groups.get(record.userId) ?? []), record]);
  return groups;
}

/** The fields that Base can keep, in its canonical form; what does not fit is left out and said. */
function fitFields(
  learner: FileLearner,
  { schema, today }: LearnerPlanInput,
  warnings: SyncWarning[],
): Record<string, string> {
  const fitting: Record<string, string> = {};
  for (const [field, value] of Object.entries(learner.fields)) {
    const kind = schema.learnerFields[field];
    if (kind === undefined) continue;
    const fitted = toFieldValue(kind, value, today);
    if (fitted === null)
      warnings.push({ line: learner.line, code: 'value_misfit', userId: learner.userId, field });
    else fitting[field] = fitted;
  }
  return fitting;
}

function changedFields(
  fields: Readonly<Record<string, string>>,
  record: ExistingLearner,
  settings: SyncSettings,
): Record<string, string> {
  const changed = Object.entries(fields).filter(([field, value]) => {
    const existing = record.fields[field] ?? '';
    return existing === '' || (existing !== value && mayOverwrite(field, settings));
  });
  return Object.fromEntries(changed);
}

function mayOverwrite(field: string, settings: SyncSettings): boolean {
  const setting = settings.learnerFields.find(({ name }) => name === field);
  return (
    settings.learnerUpdates === 'overwrite' && !alwaysFillOnly.has(field) && setting?.fillOnlyIfEmpty !== true
  );
}

function changeOf(record: ExistingLearner, set: Record<string, string>): LearnerChange {
  const before = Object.fromEntries(Object.keys(set).map((field) => [field, record.fields[field] ?? '']));
  return { recordId: record.recordId, userId: record.userId, set, before };
}

function warnDuplicated(learner: FileLearner, records: readonly ExistingLearner[]): SyncWarning {
  return {
    line: learner.line,
    code: 'learner_duplicated',
    userId: learner.userId,
    recordIds: records.map(({ recordId }) => recordId),
  };
}

/** Writing an unknown option into a select field adds it to the list, so staff hear of it. */
function warnNewOptions(plan: LearnerPlan, schema: BaseSchema): SyncWarning[] {
  const written = [...plan.create.map(({ fields }) => fields), ...plan.update.map(({ set }) => set)];
  return Object.entries(schema.learnerFields).flatMap(([field, kind]) => {
    if (kind.kind !== 'select') return [];
    const values = new Set(written.flatMap((fields) => fields[field] ?? []));
    const options = [...values].filter((value) => !kind.options.includes(value));
    return options.length === 0 ? [] : [{ line: null, code: 'options_added' as const, field, options }];
  });
}
