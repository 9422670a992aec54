import { AppError } from '../../errors.ts';
import { createField } from '../../feishu/admin/create-tables.ts';
import { type AnalysisPart, planAnalysis, type TableRole } from '../../feishu/admin/plan-tables.ts';
import { createRecentView, listViewNames } from '../../feishu/admin/views.ts';
import type { BaseAccess } from '../../feishu/tables/describe-base.ts';
import { describeTable } from '../../feishu/tables/describe-base.ts';
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
  { newUuid }: SetupContext,
  access: BaseAccess,
  tables: CompleteTables,
  part: AnalysisPart,
): Promise<string> {
  const { id, name } = tables[part.role];
  const partName = part.kind === 'field' ? part.field.name : part.name;
  try {
    if (part.kind === 'field') await createField(access, id, part.field, newUuid());
    else await addRecentView(access, { role: part.role, id, name }, part);
    return say.analysisMade(partName);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'internal') throw thrown;
    return say.analysisRefused(partName);
  }
}

/** The field may have been added a moment ago, or have been skipped: then there is no view either. */
async function addRecentView(
  access: BaseAccess,
  { id, name }: { role: TableRole; id: string; name: string },
  part: Extract<AnalysisPart, { kind: 'recent_view' }>,
): Promise<void> {
  const { fields } = await describeTable(access, id, name);
  const field = fields.find(({ field_name }) => field_name === part.field);
  if (field === undefined) throw new AppError('feishu_refused', { details: { field: part.field } });
  await createRecentView({ ...access, tableId: id }, part.name, field.field_id);
}
