import type { ParameterizedContext } from 'koa';
import type { OperatorField } from '../../sync/queue/operator-input.ts';
import { explainOperatorField } from '../../wording/explain-operator-field.ts';
import { explainRefusal, type RefusalCode } from '../../wording/explain-refusal.ts';
import { problemJson } from './problem-json.ts';
import { problemPage } from './problem-page.ts';

const statuses: Record<RefusalCode, number> = {
  no_file: 400,
  too_large: 413,
  length_required: 411,
  invalid_date: 400,
  invalid_input: 400,
  unknown_sheets: 400,
  sync_not_found: 404,
  not_waiting: 409,
  reasons_changed: 409,
  not_planned: 409,
  not_a_preview: 409,
  nothing_to_write: 409,
  is_undo: 409,
  already_undone: 409,
  nothing_written: 409,
  other_target: 409,
  not_yours: 403,
  already_final: 409,
  still_running: 409,
  no_failures: 404,
  file_deleted: 410,
  target_changed: 409,
  login_required: 401,
  wrong_password: 401,
  too_many_tries: 429,
  too_many_requests: 429,
  local_only: 403,
  cross_site: 403,
  bot_not_configured: 503,
  not_ready: 503,
  not_found: 404,
  method_not_allowed: 405,
  bad_request: 400,
  internal: 500,
  disk_full: 507,
  data_damaged: 500,
  data_newer: 500,
  data_unusable: 500,
  data_gone: 503,
  sqlite_outdated: 500,
  database_unreachable: 503,
  database_refused: 503,
  database_unfit: 500,
};

/** Answers with the refusal: as a page to a browser that opens one, else as JSON. */
export function refuse(ctx: ParameterizedContext, code: RefusalCode): void {
  answer(ctx, code, explainRefusal(code));
}

/** Answers that what an operator gave in this field cannot be taken, and what can. */
export function refuseField(ctx: ParameterizedContext, field: OperatorField): void {
  answer(ctx, field === 'day' ? 'invalid_date' : 'invalid_input', explainOperatorField(field));
}

function answer(
  ctx: ParameterizedContext,
  code: RefusalCode,
  explanation: { message: string; hint?: string },
): void {
  ctx.status = statuses[code];
  ctx.remove('Content-Disposition');
  ctx.remove('Content-Type');
  ctx.set('Cache-Control', 'no-store');
  ctx.body = wantsPage(ctx)
    ? problemPage(explanation, isForAdministrator(code) ? code : null)
    : problemJson(code, explanation);
}

/** Answers that it may be tried again after so many seconds. */
export function refuseForNow(ctx: ParameterizedContext, code: RefusalCode, seconds: number): void {
  ctx.set('Retry-After', String(seconds));
  refuse(ctx, code);
}

/** The HTTP status that a refusal is answered with. */
export function refusalStatus(code: RefusalCode): number {
  return statuses[code];
}

/** Whether whoever opens the page cannot mend it. */
function isForAdministrator(code: RefusalCode): boolean {
  return statuses[code] >= 500 || code === 'local_only';
}

function wantsPage(ctx: ParameterizedContext): boolean {
  return !ctx.path.startsWith('/api/') && ctx.accepts('json', 'html') === 'html';
}
