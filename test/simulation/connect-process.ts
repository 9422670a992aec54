import type { AxiosAdapter } from 'axios';
import { seedIds } from '../../src/sandbox/state/seed-base.ts';
import { fateOf } from './feishu/call-fate.ts';
import type { PlatformRequest } from './feishu/platform.ts';
import { createTransport } from './feishu/transport.ts';
import type { Scene } from './scene.ts';
import { type CountedCall, countCall } from './script.ts';
import type { Life } from './service/life.ts';

/** How long a call takes. */
const latencyMs = 120;
/** More calls than any of these worlds needs in one go: something repeats itself for ever. */
const mostCalls = 3_000;

/** What happens to one process on its way. */
export interface ProcessEvents {
  /** Lets what is due happen before a call. */
  before(call: CountedCall): Promise<void>;
  /** It is frozen; resolves when it wakes up. */
  frozen(): Promise<void>;
}

/**
 * The way of one process to Feishu: every call goes as the script of the scene says.
 */
export function connectProcess(scene: Scene, life: Life, { before, frozen }: ProcessEvents): AxiosAdapter {
  const { clock, platform, late, history, world } = scene;
  const oneByOne = createTurns();
  return createTransport({
    // What happens before one call is over before the next of several calls at once goes out, or kills the process.
    begin: oneByOne(async (request) => {
      await life.pass();
      const call = countCall(scene.script, isWrite(request));
      if (isWrite(request) && life.lock.isLost())
        history.oddities.push('a process that had lost its lock sent a write');
      history.counts.calls += 1;
      if (isWrite(request) && scene.cause.kind === 'service') history.senders.add(scene.cause.syncId);
      await before(call);
      await life.pass();
      clock.advance(latencyMs);
      late.runDue(clock.trueTime());
      return fateOf(world, scene.script, request, call);
    }),
    async end(request, fate, outcome) {
      history.trace.push(
        `${clock.trueTime()} ${request.method} ${shortPath(request)} ${fate.kind} ${outcome}`,
      );
      if (fate.kind === 'fault') history.counts.faults += 1;
      if (request.path.endsWith(`${seedIds.learnerTable}/records/search`)) scene.zoneKnown = true;
      if (fate.kind === 'death') life.die();
      if (fate.kind === 'freeze') await frozen();
      if (scene.script.calls > mostCalls) {
        history.oddities.push(`more than ${mostCalls} calls`);
        life.die();
      }
      await life.pass();
    },
    handle: (request) => platform.handle(request),
    handleLater: (request, ms) => handleLater(scene, request, ms),
    sleep: (ms) => clock.sleep(ms),
    date: () => (world.platform.dateHeader === 'shown' ? new Date(clock.trueTime()).toUTCString() : null),
  });
}

/** Work that begins only when all that was asked for before is done. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <Given, Result>(work: (given: Given) => Promise<Result>) =>
    (given: Given): Promise<Result> => {
      const turn = last.then(() => work(given));
      last = turn.catch(() => {});
      return turn;
    };
}

/** It is still the sync that sent it which writes then. */
function handleLater(scene: Scene, request: PlatformRequest, ms: number): void {
  const { late, clock, platform, history, cause } = scene;
  history.counts.late += 1;
  const calledAt = clock.trueTime();
  late.add(calledAt + ms, () => {
    const present = scene.cause;
    scene.cause = cause.kind === 'service' ? { ...cause, calledAt } : cause;
    const { status } = platform.handle(request);
    scene.cause = present;
    history.trace.push(`${late.time()} late ${shortPath(request)} ${status}`);
  });
}

function isWrite({ path }: PlatformRequest): boolean {
  return /\/batch_(?:create|update|delete)$/.test(path);
}

function shortPath({ path }: PlatformRequest): string {
  return path.replace(/^\/open-apis\/(?:bitable\/v1\/apps\/[^/]+|auth\/v3)/, '');
}
