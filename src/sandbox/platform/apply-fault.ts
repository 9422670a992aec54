import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type Koa from 'koa';
import type { FaultAction, Faults } from './faults.ts';
import { refusalOfCode } from './vendor-errors.ts';

/** A call that has arrived and is not executed yet. */
export interface PendingCall {
  context: Koa.Context;
  /** Reads the body, once; rejects for one that cannot be read. */
  read(): Promise<void>;
  /** Executes the call and sets its answer. */
  execute(): Promise<void>;
}

/**
 * Executes a call: before, after, without or long after the next fault that matches it.
 * @param stopped ends what would be executed later
 */
export async function applyFault(call: PendingCall, faults: Faults, stopped: AbortSignal): Promise<void> {
  const { method, path } = call.context;
  const content = faults.dependOnContent(method, path) ? await contentOf(call) : '';
  const fault = faults.next(method, path, content);
  if (fault === null) return call.execute();
  if (fault.kind === 'cut' || fault.when === 'after') await call.execute();
  else if (fault.when === 'later') {
    // The body must be here before the connection is gone.
    await call.read().catch(() => undefined);
    void executeLater(call, fault.laterMs, faults, stopped);
  }
  await applyAction(call.context, fault, faults);
  if ((fault.kind === 'delay' || fault.kind === 'hold') && fault.when === 'before') await call.execute();
}

async function contentOf({ context, read }: PendingCall): Promise<string> {
  await read().catch(() => undefined);
  return JSON.stringify([context.query, context.request.body ?? {}]);
}

async function executeLater(
  { context, execute }: PendingCall,
  laterMs: number | null,
  faults: Faults,
  stopped: AbortSignal,
): Promise<void> {
  try {
    const cleared = faults.cleared();
    if (!context.res.closed) await once(context.res, 'close', { signal: stopped });
    if (laterMs === null) await cleared;
    else await sleep(laterMs, undefined, { ref: false, signal: stopped });
    await execute();
  } catch (error) {
    if (!stopped.aborted) context.app.emit('error', error, context);
  }
}

async function applyAction(context: Koa.Context, fault: FaultAction, faults: Faults): Promise<void> {
  switch (fault.kind) {
    case 'answer':
      answerInstead(context, fault);
      break;
    case 'drop':
      context.respond = false;
      context.req.socket.destroy();
      break;
    case 'hang':
      context.respond = false;
      if (!context.res.closed) await once(context.res, 'close');
      break;
    case 'hold':
      await faults.cleared();
      break;
    case 'delay':
      await sleep(fault.ms);
      break;
    case 'cut':
      cutInHalf(context);
  }
}

function answerInstead(context: Koa.Context, fault: Extract<FaultAction, { kind: 'answer' }>): void {
  const documented = fault.code === undefined ? null : refusalOfCode(fault.code);
  context.status = fault.httpStatus ?? documented?.status ?? 200;
  if (typeof fault.body === 'string') {
    // A page comes from something in front of the platform, which knows of no log id.
    context.remove('x-tt-logid');
    context.set(fault.headers);
    context.type = 'text/plain';
    context.body = fault.body;
    return;
  }
  context.set(fault.headers);
  const msg = fault.msg ?? documented?.msg ?? '';
  context.body = fault.body ?? { code: fault.code ?? 0, msg, data: {} };
}

/** Half of an answer whose header promises the whole. */
function cutInHalf(context: Koa.Context): void {
  const { body: whole } = context;
  const body = Buffer.isBuffer(whole) ? whole : Buffer.from(JSON.stringify(whole));
  context.respond = false;
  context.res.writeHead(context.status, {
    'content-type': whole === body ? 'application/octet-stream' : 'application/json; charset=utf-8',
    'content-length': body.length,
  });
  context.res.write(body.subarray(0, Math.floor(body.length / 2)), () => context.req.socket.destroy());
}
