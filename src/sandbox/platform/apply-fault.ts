import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type Koa from 'koa';
import type { FaultAction, Faults } from './faults.ts';
import { refusalOfCode } from './vendor-errors.ts';

/** Executes a call, before, after or without the next fault that matches it. */
export async function applyFault(
  context: Koa.Context,
  faults: Faults,
  execute: () => Promise<void>,
): Promise<void> {
  const fault = faults.next(context.method, context.path);
  const isFirst = fault === null || fault.kind === 'cut' || fault.when === 'after';
  if (isFirst) await execute();
  if (fault !== null) await applyAction(context, fault, faults);
  if ((fault?.kind === 'delay' || fault?.kind === 'hold') && !isFirst) await execute();
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
  context.set(fault.headers);
  if (typeof fault.body === 'string') {
    context.type = 'text/plain';
    context.body = fault.body;
    return;
  }
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
