import { toAppError } from '../../errors.ts';
import { createField } from '../../feishu/admin/create-tables.ts';
import { type AnalysisPart, planAnalysis } from '../../feishu/admin/plan-tables.ts';
import { createRecentView, listViewNames } from '../../feishu/admin/views.ts';
import type { DescribedTable } from '../../feishu/tables/check-tables.ts';
import { type BaseAccess, describeTable } from '../../feishu/tables/describe-base.ts';
import * as say from '../../wording/setup-sentences.ts';
import type { CompleteTables } from './complete-tables.ts';
import { agree, done, type SetupContext, type Step } from './setup-context.ts';

/** Offers, one after the other, what analysis in Base needs and what is not there yet. Each can be skipped. */
export async function offerAnalysis(
  context: SetupContext,
  access: BaseAccess,
  tables: CompleteTables,
): Promise<Step<null>> {
  const { interview, flags } = context;
  const viewNames = await listViewNames({ ...access, tableId: tables.learners.id });
  const offered = planAnalysis(tables, viewNames);
  if (offered.length > 0 && flags.analysis !== false) interview.say(say.analysisIntro);
  for (const part of offered) {
    const agreed = await agree(context, flags.analysis, questionOf(part, tables), '--analysis yes|no');
    if (agreed.kind === 'ended') return agreed;
    if (agreed.result) interview.say(await add(context, access, tables, part));
  }
  return done(null);
}

function questionOf(part: AnalysisPart, tables: CompleteTables): string {
  const { name: table } = tables[part.role];
  if (part.kind === 'recent_view') return say.analysisView(table, part.name);
  return say.analysisField(table, part.field.name, say.analysisFields[part.field.name] ?? '');
}

/** @returns what to say of it; nothing else depends on it */
async function add(
  context: SetupContext,
  access: BaseAccess,
  tables: CompleteTables,
  part: AnalysisPart,
): Promise<string> {
  const name = part.kind === 'field' ? part.field.name : part.name;
  const made = await make(context, access, tables[part.role], part).catch((thrown: unknown) => {
    if (toAppError(thrown).code === 'internal') throw thrown;
    return false;
  });
  return made ? say.analysisMade(name) : say.analysisRefused(name);
}

/** @returns false if a view has nothing to be filtered by: its field was not wanted */
async function make(
  { newUuid }: SetupContext,
  access: BaseAccess,
  { id, name }: DescribedTable,
  part: AnalysisPart,
): Promise<boolean> {
  if (part.kind === 'field') {
    await createField(access, id, part.field, newUuid());
    return true;
  }
  // The field may have been added a moment ago.
  const { fields } = await describeTable(access, id, name);
  const field = fields.find(({ field_name }) => field_name === part.field);
  if (field === undefined) return false;
  await createRecentView({ ...access, tableId: id }, part.name, field.field_id);
  return true;
}
