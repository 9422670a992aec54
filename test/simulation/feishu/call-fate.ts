import { syncTiming } from '../../../src/sync/timing.ts';
import { type CountedCall, isMeant, type Script } from '../script.ts';
import type { Calamity, Effect, World } from '../world/world.ts';
import { answerOf, sortOf } from './fault-answers.ts';
import type { PlatformRequest } from './platform.ts';
import type { CallFate } from './transport.ts';

/** What the script has for this call. */
export function fateOf(world: World, script: Script, request: PlatformRequest, call: CountedCall): CallFate {
  const due = script.calamities.find(
    (one): one is Extract<Calamity, { kind: 'fault' | 'kill' | 'takeover' }> =>
      ((one.kind === 'kill' || one.kind === 'takeover') && isMeant(one.call, call)) ||
      (one.kind === 'fault' && isMeant(one.call, call, one.times)),
  );
  if (due === undefined) return { kind: 'own', effect: { kind: 'done' } };
  if (due.kind === 'kill') return { kind: 'death', effect: due.effect };
  if (due.kind === 'takeover') return { kind: 'freeze', effect: due.effect };
  return { kind: 'fault', answer: answerOf(due.fault), effect: possibleEffect(world, request, due) };
}

/** What a fault may have left behind, by what it says; see "What the worlds leave out" in docs/simulation.md. */
function possibleEffect(
  { platform }: World,
  { path }: PlatformRequest,
  { fault, effect }: Extract<Calamity, { kind: 'fault' }>,
): Effect {
  if (fault === 'cut') return { kind: 'done' };
  // No server knows a token before it has carried out a call with it.
  const isSaidToBeKnown = fault === 'resubmitted' || fault === 'token_conflict';
  if (isSaidToBeKnown && platform.replay !== 'forgotten' && effect.kind === 'never') return { kind: 'done' };
  switch (sortOf(fault)) {
    case 'refused':
      return { kind: 'never' };
    case 'silent':
      return effect;
    case 'answered': {
      const lag = longestLag(platform.searchLagMs);
      // Three times the same, such a code counts as a refusal, if no look finds the rows; and from then on without a look
      // of that length.
      const looksFor = platform.refusedText === null ? syncTiming.searchLagMs : 0;
      const isBlind = fault === 'unlisted' && lag > looksFor;
      const isForgotten = platform.replay === 'forgotten' && lag > 0;
      if ((isBlind || isForgotten) && path.endsWith('/batch_create')) return { kind: 'never' };
      return effect.kind === 'late' ? { kind: 'done' } : effect;
    }
  }
}

function longestLag(lag: World['platform']['searchLagMs']): number {
  return typeof lag === 'number' ? lag : Math.max(0, ...(lag ?? []));
}
