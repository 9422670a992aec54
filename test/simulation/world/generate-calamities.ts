import fc from 'fast-check';
import { faultNames } from '../feishu/fault-answers.ts';
import { acts } from './generate-acts.ts';
import type { Act, Calamity, CallNumber, Effect } from './world.ts';

/** Feishu is done with a call 30 s after it was sent, whatever became of whoever sent it. */
const longestCallMs = 29_000;

const late = (ms: fc.Arbitrary<number>) => fc.record({ kind: fc.constant('late' as const), ms });

const effects: fc.Arbitrary<Effect> = fc.oneof(
  fc.constant({ kind: 'never' as const }),
  fc.constant({ kind: 'done' as const }),
  late(fc.integer({ min: 100, max: longestCallMs })),
);

const callNumber: fc.Arbitrary<CallNumber> = fc.oneof(
  fc.record({ of: fc.constant('calls' as const), at: fc.nat(15) }),
  fc.record({ of: fc.constant('writes' as const), at: fc.nat(5) }),
);

/** What is hardest to find again: nothing is heard of a write, and it is carried out as late as can be. */
const lostWrites: fc.Arbitrary<Calamity> = fc.record({
  kind: fc.constant('fault' as const),
  call: fc.record({ of: fc.constant('writes' as const), at: fc.nat(2) }),
  times: fc.constant(1),
  fault: fc.constantFrom('gateway_timeout' as const, 'reset' as const, 'no_answer' as const),
  effect: late(fc.integer({ min: longestCallMs - 10_000, max: longestCallMs })),
});

export const calamities: fc.Arbitrary<Calamity> = fc.oneof(
  { weight: 2, arbitrary: lostWrites },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      call: callNumber,
      times: fc.constantFrom(1, 1, 1, 2, 4, 12),
      fault: fc.constantFrom(...faultNames),
      effect: effects,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('kill' as const), call: callNumber, effect: effects }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('kill_at_store' as const),
      at: fc.nat(60),
      moment: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const), call: callNumber }) },
  {
    weight: 3,
    arbitrary: fc
      .record({ kind: fc.constant('meanwhile' as const), call: callNumber, act: acts })
      .map(hiddenLate),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('takeover' as const), call: callNumber, effect: effects }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rival' as const), call: callNumber }) },
);

/** What is hidden after a sync has asked whether anything can be, and before it reads, it cannot tell from nothing. */
function hiddenLate<Meanwhile extends { call: CallNumber; act: Act }>(meanwhile: Meanwhile): Meanwhile {
  const { call, act } = meanwhile;
  return act.kind === 'hidden' ? { ...meanwhile, call: { ...call, of: 'writes' } } : meanwhile;
}
