import { isDamagedCopy } from '../../roster/damaged-copy.ts';
import { isNothing } from '../../roster/nothing-words.ts';
import type { CalendarDay } from '../../roster/roster.ts';
import type { BaseSchema, ExistingLearner, LearnerChange, NewLearner } from '../ports.ts';
import type { LastSaid, SaidValues } from '../roster-values.ts';
import type { SyncSettings } from '../settings.ts';
import type { SyncWarning } from '../sync-report.ts';
import { fitFields } from './fit-fields.ts';
import { type CorrectedChange, keepCorrected, nothingSaid } from './keep-corrected.ts';
import { keepNewer } from './keep-newer.ts';
import type { FileLearner } from './merge-learners.ts';
import { saidOf } from './said-values.ts';
import { isSameValue } from './same-value.ts';

export interface LearnerPlan {
  create: (NewLearner & { line: number })[];
  update: (LearnerChange & { line: number })[];
  /** 用户IDs of learners about whom the file says nothing new. */
  unchanged: string[];
  /** What the file will have said of each learner once all of the learner is written. */
  said: SaidValues[];
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
  /** Fields that a later upload has written last, by 用户ID: its values are the newer ones. */
  newerFields: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of whoever differs from Base. */
  lastSaid: LastSaid;
  today: CalendarDay;
}

/** Whom to create, and which fields of whom to change. A value equal after cleaning stays as it was written. */
export function planLearners(input: LearnerPlanInput): LearnerPlan {
  const plan: LearnerPlan = { create: [], update: [], unchanged: [], said: [], warnings: [] };
  const existing = groupByUserId(input.existing);
  for (const learner of input.learners) {
    const { line, userId } = learner;
    const { values: fields, misfits } = fitFields(learner.fields, input.schema.learnerFields, input.today);
    for (const field of misfits) plan.warnings.push({ line, code: 'value_misfit', userId, field });
    const [record, ...others] = existing.get(userId) ?? [];
    if (record === undefined) {
      plan.create.push({ line, userId, fields });
      plan.said.push(saidOf(userId, fields, fields));
    } else planKnown(plan, { learner, fields, record, others }, input);
  }
  plan.warnings.push(...warnNewOptions(plan, input.schema));
  return plan;
}

interface KnownLearner {
  learner: FileLearner;
  /** In the form that Base keeps. */
  fields: Readonly<Record<string, string>>;
  /** The oldest record; the only one that is changed. */
  record: ExistingLearner;
  others: readonly ExistingLearner[];
}

function planKnown(
  plan: LearnerPlan,
  { learner: { line, userId }, fields, record, others }: KnownLearner,
  input: LearnerPlanInput,
): void {
  const damaged = damagedFields(fields, record);
  const sound = damaged.length === 0 ? fields : without(fields, damaged);
  const { set, newer, byHand, said } = decide(userId, sound, record, input);
  if (Object.keys(set).length === 0) plan.unchanged.push(userId);
  else plan.update.push({ line, ...changeOf(record, set) });
  plan.said.push(said);
  for (const field of damaged) plan.warnings.push({ line, code: 'damaged_value', userId, field });
  if (others.length > 0) {
    const recordIds = [record, ...others].map(({ recordId }) => recordId);
    plan.warnings.push({ line, code: 'learner_duplicated', userId, recordIds });
  }
  if (newer.length > 0) plan.warnings.push({ line, code: 'newer_kept', userId, fields: newer });
  if (byHand.length > 0) plan.warnings.push({ line, code: 'kept_by_hand', userId, fields: byHand });
}

function decide(
  userId: string,
  fields: Readonly<Record<string, string>>,
  record: ExistingLearner,
  { settings, newerFields, lastSaid }: LearnerPlanInput,
): CorrectedChange & { said: SaidValues } {
  const changed = changedFields(fields, record, settings);
  const unless = settings.learnerUpdates === 'changed' ? lastSaid : nothingSaid;
  const newest = keepNewer(changed, record.fields, newerFields.get(userId));
  const { set, newer, byHand } = keepCorrected(newest, record.fields, userId, unless);
  const settled = Object.entries(fields).filter(
    ([field, value]) =>
      field in set || byHand.includes(field) || isSameValue(field, value, record.fields[field] ?? ''),
  );
  return { set, newer, byHand, said: saidOf(userId, Object.fromEntries(settled), set) };
}

function groupByUserId(existing: readonly ExistingLearner[]): Map<string, ExistingLearner[]> {
  const groups = new Map<string, ExistingLearner[]>();
  for (const record of existing) {
    const group = groups.get(record.userId);
    if (group) group.push(record);
    else groups.set(record.userId, [record]);
  }
  return groups;
}

/** Fields of which the file has a copy with lost characters: what Base has stays. */
function damagedFields(fields: Readonly<Record<string, string>>, record: ExistingLearner): string[] {
  return Object.keys(fields).filter((field) =>
    isDamagedCopy(fields[field] ?? '', record.fields[field] ?? ''),
  );
}

function without(fields: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !names.includes(field)));
}

function changedFields(
  fields: Readonly<Record<string, string>>,
  record: ExistingLearner,
  settings: SyncSettings,
): [field: string, value: string][] {
  return Object.entries(fields).filter(([field, value]) => {
    const existing = record.fields[field] ?? '';
    if (existing === '') return true;
    return !isSameValue(field, value, existing) && !isNoName(field, value) && mayOverwrite(field, settings);
  });
}

/** 无 or 未知 may be a name, but never replaces another one. */
function isNoName(field: string, value: string): boolean {
  return field === 'nickname' && isNothing(value);
}

function mayOverwrite(field: string, settings: SyncSettings): boolean {
  const setting = settings.learnerFields.find(({ name }) => name === field);
  return (
    settings.learnerUpdates !== 'fill-empty' &&
    !alwaysFillOnly.has(field) &&
    setting?.fillOnlyIfEmpty !== true
  );
}

function changeOf(record: ExistingLearner, set: Record<string, string>): LearnerChange {
  const before = Object.fromEntries(Object.keys(set).map((field) => [field, record.fields[field] ?? '']));
  const typed = Object.entries(record.asTyped ?? {}).filter(([field]) => field in set);
  return {
    ...{ recordId: record.recordId, userId: record.userId, set, before },
    ...(typed.length > 0 && { asTyped: Object.fromEntries(typed) }),
  };
}

/** Writing an unknown option into a select field adds it to the list, so staff hear of it. */
function warnNewOptions({ create, update }: LearnerPlan, schema: BaseSchema): SyncWarning[] {
  const written = [...create.map(({ fields }) => fields), ...update.map(({ set }) => set)];
  return Object.entries(schema.learnerFields).flatMap(([field, kind]) => {
    if (kind.kind !== 'select') return [];
    const values = new Set(written.flatMap((fields) => fields[field] ?? []));
    const options = [...values].filter((value) => !kind.options.includes(value));
    return options.length === 0 ? [] : [{ line: null, code: 'options_added' as const, field, options }];
  });
}
