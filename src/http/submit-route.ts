import type Router from '@koa/router';
import { submitUpload } from '../sync/queue/submit-sync.ts';
import type { AskerOf } from './access/authentication.ts';
import type { ClientLimit } from './access/limits.ts';
import { refuse, refuseField, refuseForNow } from './answers/refuse.ts';
import type { AppDeps } from './app-deps.ts';
import { readUpload } from './read-upload.ts';

/** `POST /api/syncs`: takes a file into the queue and answers at once; the work comes later. */
export function addSubmitRoute(router: Router, deps: AppDeps, uploads: ClientLimit, askerOf: AskerOf): void {
  router.post('/api/syncs', async (ctx) => {
    const wait = await uploads.limit.take(uploads.clientOf(ctx).address);
    if (wait !== null) return refuseForNow(ctx, 'too_many_requests', wait);
    const reading = await readUpload(ctx, deps.now());
    if (reading.kind === 'refused') return refuse(ctx, reading.code);
    if (reading.kind === 'field_refused') return refuseField(ctx, reading.field);
    const { id, number } = await submitUpload(deps, { ...reading.upload, askedBy: askerOf(ctx) });
    ctx.status = 202;
    ctx.body = { id, number };
  });
}
