import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/bot/notice.ts';
import { fingerprintOf, nextCardStep } from '../../../src/bot/notify/next-card-step.ts';
import { runNotifier } from '../../../src/bot/notify/run-notifier.ts';
import { type CardPauses, updateCards } from '../../../src/bot/notify/update-cards.ts';
import type { CardLock } from '../../../src/sync/sync-store.ts';
import { finishSync } from '../../http/finish-sync.ts';
import {
  sampleFailure,
  sampleNeeds,
  sampleQueue,
  sampleReport,
  sampleSync,
  sampleWait,
} from '../../wording/sample-sync.ts';
import { type BotHarness, createBotHarness } from '../bot-harness.ts';
import { colleague } from '../sample-events.ts';

let harness: BotHarness;
let pauses: CardPauses;
beforeEach(async () => {
  harness = await createBotHarness();
  pauses = new Map();
});
afterEach(() => harness.close());

const announce = () => updateCards(harness.announce, pauses);
const afterASecond = () => {
  harness.clock.advance(1_000);
  return announce();
};

/** What was sent and changed: how, where, and the state shown. */
function shown(): string[] {
  return harness.chat.calls.map(({ call, to, notice }) => `${call} ${to} ${stateOf(notice)}`);
}

function stateOf(notice: Notice | undefined): string {
  if (notice?.kind !== 'sync') return '';
  const { status, progress } = notice.view.sync;
  return status === 'running' ? `running ${progress.done}` : status;
}

const progress = (id: string, done: number) =>
  harness.deps.syncs.saveProgress(id, { phase: 'writing_enrollments', done, total: 100 });

describe('the next step of a card', () => {
  it.each([
    ['is sent where there is none', null, null, { do: 'send' }],
    ['is changed where it shows nothing known', 'om_card', null, { do: 'update', cardMessageId: 'om_card' }],
    ['is changed where it shows something else', 'om_card', 'b', { do: 'update', cardMessageId: 'om_card' }],
    ['is left where it shows all', 'om_card', 'a', { do: 'leave' }],
  ])('%s', (_, cardMessageId, fingerprint, step) => {
    expect(nextCardStep({ cardMessageId, fingerprint }, 'a')).toEqual(step);
  });

  const base = sampleSync();
  it.each([
    [{ status: 'running' as const }],
    [{ cancelRequested: true }],
    [{ progress: { phase: 'writing_learners' as const, done: 1, total: 2 } }],
    [{ needs: sampleNeeds({ course: true }) }],
    [{ input: { ...base.input, course: '入门' } }],
  ])('a card differs with %j', (over) => {
    expect(fingerprintOf(sampleSync(over), sampleQueue(), 0)).not.toBe(fingerprintOf(base, sampleQueue(), 0));
  });

  it('differs with the place in the queue and whether it is held, and with nothing else', () => {
    const shown = fingerprintOf(base, sampleQueue(), 0);
    expect(fingerprintOf(base, sampleQueue({ before: 1 }), 0)).not.toBe(shown);
    expect(fingerprintOf(base, sampleQueue({ held: true }), 0)).not.toBe(shown);
    expect(fingerprintOf(base, sampleQueue(), 1)).not.toBe(shown);
    expect(fingerprintOf(sampleSync(), sampleQueue({ now: 0 }), 0)).toBe(shown);
  });

  it('of a sync that asks for its day differs every day, in Shanghai', () => {
    const asks = sampleSync({ status: 'needs_input', needs: sampleNeeds({ day: true }) });
    const shownAt = (hour: number) =>
      fingerprintOf(asks, sampleQueue({ now: Date.UTC(2026, 10, 24, hour) }), 0);
    expect(shownAt(15)).toBe(shownAt(0));
    expect(shownAt(16)).not.toBe(shownAt(15));
  });

  it('of a sync that waits differs once a minute', () => {
    const waiting = sampleSync({ lastWait: sampleWait() });
    const shownAfter = (ms: number) =>
      fingerprintOf(waiting, sampleQueue({ now: sampleWait().since + ms }), 0);
    expect(shownAfter(59_999)).toBe(shownAfter(0));
    expect(shownAfter(60_000)).not.toBe(shownAfter(0));
    expect(shownAfter(119_999)).toBe(shownAfter(60_000));
  });
});

describe('the card of a sync', () => {
  it('answers the file, and moves from state to state to the end', async () => {
    const { id } = await harness.addSync();
    await announce();
    await harness.deps.syncs.start(id);
    await progress(id, 7);
    await afterASecond();
    await finishSync(harness.deps.syncs, id);
    await afterASecond();
    await afterASecond();
    expect(shown()).toEqual(['reply om_1 queued', 'update om_bot_1 running 7', 'update om_bot_1 succeeded']);
    expect(await harness.deps.bot.openCards()).toEqual([]);
  });

  it('has the report only at the end', async () => {
    const { id } = await harness.addSync();
    await announce();
    await finishSync(harness.deps.syncs, id, [
      sampleFailure({ line: 3, userId: null, code: 'missing_date' }),
    ]);
    await afterASecond();
    expect(harness.chat.calls).toMatchObject([
      { notice: { view: { report: null } } },
      { notice: { view: { report: { failures: [{ line: 3 }] } } } },
    ]);
  });

  it('tells the place in the queue', async () => {
    await harness.addSync();
    await harness.addSync({ messageId: 'om_2', eventId: 'e2' });
    await announce();
    expect(harness.chat.calls).toMatchObject([
      { notice: { view: { queue: { before: 0 } } } },
      { notice: { view: { queue: { before: 1 } } } },
    ]);
  });

  it('is left alone while nothing changes', async () => {
    await harness.addSync();
    await announce();
    await afterASecond();
    await afterASecond();
    expect(shown()).toEqual(['reply om_1 queued']);
  });

  it('changes once a second at most; the newest state wins', async () => {
    const { id } = await harness.addSync();
    await harness.deps.syncs.start(id);
    await announce();
    for (const done of [1, 2, 3, 4]) {
      await progress(id, done);
      harness.clock.advance(249);
      await announce();
    }
    expect(shown()).toEqual(['reply om_1 running 0']);
    harness.clock.advance(4);
    await announce();
    expect(shown()).toEqual(['reply om_1 running 0', 'update om_bot_1 running 4']);
  });

  it('shows the question while a sync waits for input, and stays open', async () => {
    const { id } = await harness.addSync();
    await harness.deps.syncs.start(id);
    await harness.deps.syncs.waitForInput(id, sampleNeeds({ course: true }), null);
    await announce();
    expect(shown()).toEqual(['reply om_1 needs_input']);
    expect(await harness.deps.bot.openCards()).toHaveLength(1);
  });

  it('goes on after a restart', async () => {
    const { id } = await harness.addSync();
    await announce();
    await harness.restart();
    pauses = new Map();
    await finishSync(harness.deps.syncs, id);
    await announce();
    expect(shown()).toEqual(['reply om_1 queued', 'update om_bot_1 succeeded']);
  });

  it('is not sent twice when the process died before it was noted', async () => {
    await harness.addSync();
    const { bot } = harness.announce;
    const dies = { ...bot, cardSent: () => Promise.reject(new Error('killed')) };
    await updateCards({ ...harness.announce, bot: dies }, new Map());
    await announce();
    expect(shown()).toEqual(['reply om_1 queued']);
    expect(await harness.deps.bot.openCards()).toMatchObject([{ cardMessageId: 'om_bot_1' }]);
  });

  it('gets a successor when it cannot be changed any more', async () => {
    const { id } = await harness.addSync();
    await announce();
    await harness.deps.syncs.start(id);
    harness.chat.updateOutcomes = [{ kind: 'fixed' }];
    await afterASecond();
    await finishSync(harness.deps.syncs, id);
    await afterASecond();
    expect(shown()).toEqual(['reply om_1 queued', 'reply om_1 running 0', 'update om_bot_2 succeeded']);
  });

  it('goes to the person where the message cannot be answered', async () => {
    await harness.addSync();
    harness.chat.sendOutcomes = [{ kind: 'unreachable' }];
    await announce();
    expect(shown()).toEqual(['sendToPerson ou_staff queued']);
    expect(await harness.deps.bot.openCards()).toMatchObject([{ cardMessageId: 'om_bot_1' }]);
  });

  it('is given up where nobody is left', async () => {
    await harness.addSync();
    harness.chat.sendOutcomes = [{ kind: 'unreachable' }, { kind: 'unreachable' }];
    await announce();
    expect(shown()).toEqual([]);
    expect(await harness.deps.bot.openCards()).toEqual([]);
    expect(harness.logged.join()).toContain('nobody can receive the card');
  });

  it('waits as long as Feishu asks for, without holding up others', async () => {
    await harness.addSync();
    await harness.addSync({ messageId: 'om_2', eventId: 'e2' });
    harness.chat.sendOutcomes = [{ kind: 'later', afterMs: 3_000 }];
    await announce();
    expect(harness.chat.calls).toHaveLength(1);
    harness.clock.advance(2_999);
    await announce();
    expect(harness.chat.calls).toHaveLength(1);
    harness.clock.advance(1);
    await announce();
    expect(shown().sort()).toEqual(['reply om_1 queued', 'reply om_2 queued']);
  });

  const refused = { kind: 'later', afterMs: 1_000, refused: true } as const;
  const announceTimes = async (times: number) => {
    for (let n = 0; n < times; n += 1) await afterASecond();
  };

  it('goes to the person where Feishu refuses it for no known reason, after a few tries', async () => {
    await harness.addSync();
    harness.chat.sendOutcomes = Array.from({ length: 5 }, () => refused);
    await announceTimes(5);
    expect(shown()).toEqual([]);
    await announceTimes(5);
    expect(shown()).toEqual(['sendToPerson ou_staff queued']);
  });

  it('is given up where Feishu refuses it there too', async () => {
    await harness.addSync();
    harness.chat.sendOutcomes = Array.from({ length: 100 }, () => refused);
    await announceTimes(20);
    expect(harness.chat.sendOutcomes).toHaveLength(90);
    expect(await harness.deps.bot.openCards()).toEqual([]);
    expect(harness.logged.join()).toContain('Feishu does not take the card');
  });

  it('is waited for without end where Feishu is only busy', async () => {
    await harness.addSync();
    harness.chat.sendOutcomes = Array.from(
      { length: 20 },
      () => ({ kind: 'later', afterMs: 1_000 }) as const,
    );
    await announceTimes(21);
    expect(shown()).toEqual(['reply om_1 queued']);
  });

  it('that Feishu refuses to change misses progress, but its end is sent anew', async () => {
    const { id } = await harness.addSync();
    await announce();
    await harness.deps.syncs.start(id);
    harness.chat.updateOutcomes = Array.from({ length: 100 }, () => refused);
    await announceTimes(10);
    expect(shown()).toEqual(['reply om_1 queued']);
    await finishSync(harness.deps.syncs, id);
    await announceTimes(10);
    expect(shown()).toEqual(['reply om_1 queued', 'reply om_1 succeeded']);
    expect(await harness.deps.bot.openCards()).toEqual([]);
  });

  it('is tried again after a failure, which holds up no other card and is logged', async () => {
    await harness.addSync();
    await harness.addSync({ messageId: 'om_2', eventId: 'e2' });
    harness.chat.sendOutcomes = [new Error('lost connection')];
    await announce();
    expect(harness.chat.calls).toHaveLength(1);
    expect(harness.logged.join()).toContain('a card could not be brought up to date');
    harness.clock.advance(5_000);
    await announce();
    expect(harness.chat.calls).toHaveLength(2);
  });

  it('does not keep in mind cards that are closed', async () => {
    const { id } = await harness.addSync();
    await finishSync(harness.deps.syncs, id);
    await announce();
    await announce();
    expect(pauses.size).toBe(0);
  });
});

/** A lock that others hold until somebody has tried so often. */
function lockThatOpens(tries: number): CardLock {
  let tried = 0;
  return {
    async tryAcquire() {
      tried += 1;
      return tried < tries ? null : { lost: new AbortController().signal, release: async () => {} };
    },
  };
}

describe('a result that comes long after its person did something about the sync', () => {
  const minuteMs = 60_000;

  /** Ends so many minutes after the file was sent; the card has been there from the start. */
  async function endAfter(minutes: number, status: 'succeeded' | 'canceled' = 'succeeded'): Promise<string> {
    const { id } = await harness.addSync();
    await announce();
    await harness.deps.syncs.start(id);
    harness.clock.advance(minutes * minuteMs);
    const finished = { status, report: sampleReport(), changes: null, error: null };
    await harness.deps.syncs.finish(id, finished, new Date(harness.clock.now()));
    for (let round = 0; round < 3; round += 1) await afterASecond();
    return id;
  }

  const replies = () => harness.chat.calls.filter(({ notice }) => notice?.kind === 'late_result');

  it('is sent as a short answer too, once', async () => {
    const id = await endAfter(11);
    expect(shown().slice(0, 2)).toEqual(['reply om_1 queued', 'update om_bot_1 succeeded']);
    expect(replies()).toMatchObject([{ call: 'reply', to: 'om_1', notice: { listed: { sync: { id } } } }]);
    expect(await harness.deps.bot.openCards()).toEqual([]);
  });

  it('not within ten minutes, nor to whoever canceled it', async () => {
    await endAfter(10);
    await endAfter(60, 'canceled');
    expect(replies()).toEqual([]);
  });

  it('counts from the last answer', async () => {
    const { id } = await harness.addSync();
    await harness.deps.syncs.start(id);
    await harness.deps.syncs.waitForInput(id, sampleNeeds({ course: true }), null);
    harness.clock.advance(20 * minuteMs);
    const input = { course: '入门', day: null, addUnderNewDate: false, confirmed: [] };
    await harness.deps.syncs.provideInput(id, input, new Date(harness.clock.now()));
    await announce();
    const finished = { status: 'succeeded', report: sampleReport(), changes: null, error: null } as const;
    await harness.deps.syncs.finish(id, finished, new Date(harness.clock.now()));
    for (let round = 0; round < 3; round += 1) await afterASecond();
    expect(replies()).toEqual([]);
  });

  it('waits for the morning; the card has changed meanwhile', async () => {
    await endAfter(13 * 60);
    expect(shown()).toEqual(['reply om_1 queued', 'update om_bot_1 succeeded']);
    harness.clock.advance(8 * 60 * minuteMs);
    await announce();
    expect(replies()).toEqual([]);
    harness.clock.advance(60 * minuteMs);
    await announce();
    await announce();
    expect(replies()).toHaveLength(1);
  });

  it('is not told twice where the card is new', async () => {
    await harness.addSync();
    const [sync] = await harness.syncs();
    harness.clock.advance(30 * minuteMs);
    await harness.deps.syncs.start(sync?.id ?? '');
    const finished = { status: 'succeeded', report: sampleReport(), changes: null, error: null } as const;
    await harness.deps.syncs.finish(sync?.id ?? '', finished, new Date(harness.clock.now()));
    for (let round = 0; round < 3; round += 1) await afterASecond();
    expect(shown()).toEqual(['reply om_1 succeeded']);
  });
});

describe('the card of a sync that waits for Feishu', () => {
  it('changes once a minute over hours, and at once when the sync goes on', async () => {
    const { id } = await harness.addSync();
    const { syncs } = harness.deps;
    await syncs.start(id);
    const since = harness.clock.now();
    const wait = sampleWait({ since, setAt: since, nextTryAt: since + 2 * 3_600_000 });
    await syncs.waitForNextTry(id, wait, null, null);
    for (let second = 0; second <= 3_600; second += 20) {
      await announce();
      harness.clock.advance(20_000);
    }
    expect(shown()).toHaveLength(61);
    await syncs.start(id);
    await announce();
    expect(shown().slice(-2)).toEqual(['update om_bot_1 queued', 'update om_bot_1 running 0']);
  });

  it('does not change before the minute is over, nor do those behind it', async () => {
    const { id } = await harness.addSync({ messageId: 'om_1' });
    await harness.addSync({ messageId: 'om_2' });
    await harness.deps.syncs.start(id);
    await harness.deps.syncs.waitForNextTry(id, sampleWait({ since: harness.clock.now() }), null, null);
    await announce();
    const before = shown().length;
    harness.clock.advance(59_000);
    await announce();
    expect(shown()).toHaveLength(before);
  });
});

describe('the cards of a long queue', () => {
  it('change the less often the further behind they are', async () => {
    for (let n = 0; n < 8; n += 1) await harness.addSync({ messageId: `om_${n}` });
    await announce();
    const sync = await harness.deps.syncs.nextReady(new Date(), harness.deps.target);
    await finishSync(harness.deps.syncs, sync?.id ?? '');
    const changedAfter: number[] = [];
    for (let second = 1; second <= 5; second += 1) {
      const before = harness.chat.calls.length;
      await afterASecond();
      changedAfter.push(harness.chat.calls.length - before);
    }
    expect(changedAfter).toEqual([2, 1, 1, 1, 3]);
  });
});

describe('the loop', () => {
  it('leaves the cards to the process that holds the lock, and takes over when that is gone', async () => {
    await harness.addSync();
    const stop = new AbortController();
    const { bot, clock } = harness.announce;
    const openCards = async () => {
      stop.abort();
      return bot.openCards();
    };
    await runNotifier(
      {
        ...harness.announce,
        bot: { ...bot, openCards },
        clock,
        pause: clock.sleep,
        cardLock: lockThatOpens(3),
      },
      stop.signal,
    );
    expect(harness.clock.slept).toEqual([500, 500]);
    expect(shown()).toEqual(['reply om_1 queued']);
  });

  it('leaves the cards to others once it has lost the lock', async () => {
    await harness.addSync();
    const stop = new AbortController();
    const { bot, clock } = harness.announce;
    let tries = 0;
    const cardLock: CardLock = {
      async tryAcquire() {
        tries += 1;
        if (tries === 2) stop.abort();
        return tries === 1 ? { lost: AbortSignal.abort(), release: async () => {} } : null;
      },
    };
    await runNotifier({ ...harness.announce, bot, clock, pause: clock.sleep, cardLock }, stop.signal);
    expect([tries, shown()]).toEqual([2, []]);
  });

  it('looks again until it is told to stop, whatever goes wrong in between', async () => {
    await harness.addSync();
    const stop = new AbortController();
    const { bot, clock } = harness.announce;
    let looks = 0;
    const openCards = async () => {
      looks += 1;
      if (looks === 1) throw new Error('locked');
      if (looks === 3) stop.abort();
      return bot.openCards();
    };
    await runNotifier(
      {
        ...harness.announce,
        bot: { ...bot, openCards },
        clock,
        pause: clock.sleep,
        cardLock: lockThatOpens(1),
      },
      stop.signal,
    );
    expect(looks).toBe(3);
    expect(shown()).toEqual(['reply om_1 queued']);
    expect(harness.clock.slept).toEqual([500, 500]);
  });

  it('goes on with other cards while Feishu does not answer about one', async () => {
    const { id } = await harness.addSync();
    const stop = new AbortController();
    const { chat } = harness.announce;
    let answer = (): void => {};
    const reply: typeof chat.reply = async (messageId, ...said) => {
      if (messageId === 'om_2') return chat.reply(messageId, ...said).finally(() => stop.abort());
      await new Promise<void>((resolve) => (answer = resolve));
      return chat.reply(messageId, ...said);
    };
    const clock = {
      now: harness.clock.now,
      monotonic: harness.clock.now,
      sleep: () => new Promise<void>(setImmediate),
    };
    const deps = {
      ...harness.announce,
      chat: { ...chat, reply },
      clock,
      pause: clock.sleep,
      cardLock: lockThatOpens(1),
    };
    const ended = runNotifier(deps, stop.signal);
    await harness.addSync({ messageId: 'om_2', eventId: 'e2' });
    await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
    expect(shown()).toEqual(['reply om_2 queued']);
    answer();
    await ended;
    expect(shown()).toEqual(['reply om_2 queued', 'reply om_1 queued']);
    expect(await harness.deps.bot.openCards()).toMatchObject([{ sync: { id } }, {}]);
  });
});

describe('a day that can be used for other files', () => {
  const waits = async (messageId: string, over = {}) => {
    const { id } = await harness.addSync({ messageId, ...over });
    await harness.deps.syncs.start(id);
    await harness.deps.syncs.waitForInput(id, sampleNeeds({ course: true, day: true }), null);
    return id;
  };
  const offered = (id: string) => {
    const views = harness.chat.calls.flatMap(({ notice }) => (notice?.kind === 'sync' ? notice.view : []));
    return views.findLast(({ sync }) => sync.id === id)?.othersAwaitDay;
  };
  const note = (id: string, said: { course: string | null; day: string | null }) =>
    harness.deps.syncs.noteInput(id, said, new Date(harness.clock.now()));

  it('is offered with how many of its sender wait for one in the chat, also once its sync has ended', async () => {
    const [first, second] = [await waits('om_1'), await waits('om_2')];
    await waits('om_3');
    await waits('om_4', { sender: colleague });
    await waits('om_5', { chat: { chatId: 'oc_elsewhere', kind: 'private' } });
    await note(first, { course: null, day: '2026-05-16' });
    await announce();
    expect([offered(first), offered(second)]).toEqual([2, 0]);
    await note(first, { course: '入门', day: null });
    await finishSync(harness.deps.syncs, first);
    await afterASecond();
    expect(offered(first)).toBe(2);
    await note(second, { course: null, day: '2026-05-16' });
    await afterASecond();
    await afterASecond();
    expect([offered(first), offered(second)]).toEqual([1, 1]);
  });

  it('is offered no more, and the card closed, once none does', async () => {
    const [first, second] = [await waits('om_1'), await waits('om_2')];
    await note(first, { course: '入门', day: null });
    await note(first, { course: null, day: '2026-05-16' });
    await finishSync(harness.deps.syncs, first);
    await announce();
    expect(offered(first)).toBe(1);
    await harness.deps.syncs.requestCancel(second, new Date(harness.clock.now()));
    await afterASecond();
    await afterASecond();
    expect(offered(first)).toBe(0);
    expect(await harness.deps.bot.openCards()).toEqual([]);
  });
});
