import { AppError } from '../../errors.ts';
import { removeBlankTable } from '../../feishu/admin/create-base.ts';
import { createField, createTable } from '../../feishu/admin/create-tables.ts';
import {
  firstFields,
  type MissingPart,
  type PlannedField,
  type PresentTables,
  planTables,
  type TableRole,
} from '../../feishu/admin/plan-tables.ts';
import type { DescribedTable } from '../../feishu/tables/check-tables.ts';
import {
  type BaseAccess,
  describeTable,
  idOfTable,
  isTableId,
  listTables,
} from '../../feishu/tables/describe-base.ts';
import { fieldNames } from '../../feishu/tables/field-names.ts';
import * as say from '../../wording/setup-sentences.ts';
import type { ChosenBase } from './find-base.ts';
import { agree, done, ended, type SetupContext, type Step } from './setup-context.ts';

/** How the tables are called, and which further fields the settings name. */
export interface TableWishes {
  names: Readonly<Record<TableRole, string>>;
  extraNames: Readonly<{ learner: readonly string[]; enrollment: readonly string[] }>;
}

export type CompleteTables = Readonly<Record<TableRole, DescribedTable>>;

/**
 * Shows what the two tables lack, and adds it if somebody agrees. What is there is never changed.
 * @returns both tables as they are afterwards
 */
export async function completeTables(
  context: SetupContext,
  { access, made }: ChosenBase,
  { names, extraNames }: TableWishes,
): Promise<Step<CompleteTables>> {
  const { interview, flags } = context;
  const present = await describePresent(access, names);
  const { missing, problems } = planTables(present, extraNames);
  if (problems.length > 0) interview.say(say.hindrances(problems.map(say.hindrance)));
  if (problems.some(({ kind }) => kind === 'back_name_taken')) return ended(say.nothingDone);
  if (missing.length === 0) interview.say(say.nothingMissing);
  else {
    interview.say(say.missingParts(missing.map((part) => lineOf(part, names))));
    const agreed = await agree(context, flags.yes || null, say.confirmMissing, '--yes');
    if (agreed.kind === 'ended') return agreed;
    if (!agreed.result) return ended(say.nothingDone);
    await addMissing(context, access, present, missing);
    if (made !== null) await removeBlankTable(access, made);
    interview.say(say.partsMade);
  }
  return bothTables(await describePresent(access, names));
}

function bothTables({ learners, enrollments }: PresentTables): Step<CompleteTables> {
  return learners === null || enrollments === null ? ended(say.nothingDone) : done({ learners, enrollments });
}

async function describePresent(
  access: BaseAccess,
  names: Readonly<Record<TableRole, string>>,
): Promise<PresentTables> {
  const listed = await listTables(access);
  const describe = async (name: string) => {
    const id = idOfTable(listed, name);
    if (id !== undefined) return describeTable(access, id, name);
    // No table is ever made under a name that is meant as an id.
    if (isTableId(name)) throw new AppError('table_missing', { details: { tables: [name] } });
    return null;
  };
  return {
    learners: await describe(names.learners),
    enrollments: await describe(names.enrollments),
    names,
  };
}

async function addMissing(
  { newUuid }: SetupContext,
  access: BaseAccess,
  present: PresentTables,
  missing: readonly MissingPart[],
): Promise<void> {
  const ids: Record<TableRole, string> = {
    learners: present.learners?.id ?? '',
    enrollments: present.enrollments?.id ?? '',
  };
  for (const part of missing) {
    const { role } = part;
    if (part.kind === 'table') ids[role] = await createTable(access, present.names[role], firstFields[role]);
    else await createField(access, ids[role], plannedOf(part, ids.learners), newUuid());
  }
}

function plannedOf(
  { name, type }: Extract<MissingPart, { kind: 'field' }>,
  linkedTableId: string,
): PlannedField {
  return type === 'two_way_link'
    ? { name, type, linkedTableId, backName: fieldNames.enrollments }
    : { name, type };
}

function lineOf(part: MissingPart, names: Readonly<Record<TableRole, string>>): string {
  return part.kind === 'table'
    ? say.tablePart(
        names[part.role],
        firstFields[part.role].map(({ name }) => name),
      )
    : say.fieldPart(names[part.role], part.name, part.type);
}
