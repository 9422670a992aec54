import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { confirmReasons } from '../sync/asked-reason.ts';
import { parseOperatorInput } from '../sync/queue/operator-input.ts';
import { giveInput, rerunSync } from '../sync/queue/submit-sync.ts';
import { undoSync } from '../sync/queue/undo-sync.ts';
import { writePreview } from '../sync/queue/write-preview.ts';
import type { SyncRecord } from '../sync/sync-record.ts';
import type { AskerOf, WhoAsks } from './access/authentication.ts';
import { refuse, refuseField } from './answers/refuse.ts';
import type { AppDeps } from './app-deps.ts';
import { readJson } from './body/read-json.ts';
import { findSync } from './find-sync.ts';
import { viewSync } from './view-sync.ts';

const rerunBody = z.object({ newDate: z.boolean().optional() }).optional();
const undoBody = z.object({ confirm: z.boolean().optional() }).optional();
const inputBody = z.object({
  course: z.string().optional(),
  date: z.string().optional(),
  useSimilar: z.boolean().default(false),
  sheets: z.array(z.string().max(100)).min(1).max(1000).nullish(),
  confirm: z
    .union([z.boolean(), z.array(z.enum(confirmReasons))])
    .default(false)
    .transform((confirm) => (confirm === true ? 'all' : confirm || [])),
});

/** What people do with a sync: answer it, repeat it, write it, take it back, cancel it. */
export function addActionRoutes(router: Router, deps: AppDeps, who: WhoAsks): void {
  const { askerOf } = who;
  router.post('/api/syncs/:id/input', (ctx) => answerSync(ctx, deps, who));
  router.post('/api/syncs/:id/rerun', (ctx) => repeatSync(ctx, deps, askerOf));
  router.post('/api/syncs/:id/write', (ctx) => writePreviewed(ctx, deps, askerOf));
  router.post('/api/syncs/:id/undo', (ctx) => takeBack(ctx, deps, who));
  router.post('/api/syncs/:id/cancel', (ctx) => cancelSync(ctx, deps));
}

async function answerSync(ctx: Context, deps: AppDeps, { deciderOf }: WhoAsks): Promise<void> {
  const sync = await findSync(ctx, deps.syncs);
  if (sync === null) return;
  const body = inputBody.safeParse(await readJson(ctx));
  if (!body.success) return refuse(ctx, hasIssue(body.error, 'date') ? 'invalid_date' : 'invalid_input');
  const { course = null, date: day = null, sheets = null, useSimilar, confirm } = body.data;
  if (!areOffered(sheets, sync)) return refuse(ctx, 'unknown_sheets');
  const reading = parseOperatorInput({ course, day }, deps.now());
  if (reading.kind === 'refused') return refuseField(ctx, reading.field);
  const outcome = await giveInput(deps, sync, {
    ...{ said: reading.said, useSimilar, sheets, confirm },
    who: deciderOf(ctx),
  });
  if (outcome !== 'queued') return refuse(ctx, outcome);
  await showSync(ctx, deps, sync.id);
}

/** Only sheets that the sync has asked about can be chosen. */
function areOffered(sheets: readonly string[] | null, { needs }: SyncRecord): boolean {
  const offered = new Set(needs?.sheets.map(({ name }) => name));
  return sheets === null || needs === null || sheets.every((name) => offered.has(name));
}

function hasIssue({ issues }: z.ZodError, field: string): boolean {
  return issues.some(({ path }) => path[0] === field);
}

async function repeatSync(ctx: Context, deps: AppDeps, askerOf: AskerOf): Promise<void> {
  const of = await findSync(ctx, deps.syncs);
  if (of === null) return;
  const body = rerunBody.safeParse(await readJson(ctx));
  if (!body.success) return refuse(ctx, 'invalid_input');
  const outcome = await rerunSync(deps, {
    of,
    key: null,
    origin: null,
    askedBy: askerOf(ctx),
    source: 'web',
    addUnderNewDate: body.data?.newDate ?? false,
  });
  if (outcome.kind === 'added') accept(ctx, outcome.sync);
  else refuse(ctx, outcome.kind === 'other_target' ? 'target_changed' : outcome.kind);
}

async function writePreviewed(ctx: Context, deps: AppDeps, askerOf: AskerOf): Promise<void> {
  const preview = await findSync(ctx, deps.syncs);
  if (preview === null) return;
  const outcome = await writePreview(deps, { preview, origin: null, askedBy: askerOf(ctx), source: 'web' });
  if (outcome.kind === 'added') accept(ctx, outcome.sync);
  else refuse(ctx, outcome.kind === 'other_target' ? 'target_changed' : outcome.kind);
}

async function takeBack(ctx: Context, deps: AppDeps, { askerOf, deciderOf }: WhoAsks): Promise<void> {
  const of = await findSync(ctx, deps.syncs);
  if (of === null) return;
  const body = undoBody.safeParse(await readJson(ctx));
  if (!body.success) return refuse(ctx, 'invalid_input');
  const confirmed = body.data?.confirm ?? false;
  const asked = { key: null, origin: null, askedBy: askerOf(ctx), source: 'web' } as const;
  const outcome = await undoSync(deps, { of, who: deciderOf(ctx), confirmed, ...asked });
  if (outcome.kind === 'added' || outcome.kind === 'under_way') accept(ctx, outcome.sync);
  else refuse(ctx, outcome.kind);
}

function accept(ctx: Context, { id, number }: SyncRecord): void {
  ctx.status = 202;
  ctx.body = { id, number };
}

async function cancelSync(ctx: Context, deps: AppDeps): Promise<void> {
  const sync = await findSync(ctx, deps.syncs);
  if (sync === null) return;
  if (!(await deps.syncs.requestCancel(sync.id, deps.now()))) return refuse(ctx, 'already_final');
  await showSync(ctx, deps, sync.id);
}

async function showSync(ctx: Context, deps: AppDeps, id: string): Promise<void> {
  const sync = await deps.syncs.get(id);
  if (sync !== null) ctx.body = await viewSync(deps, sync);
}
