import { AppError } from '../../../src/errors.ts';
import type { WriteOutcome } from '../../../src/sync/ports.ts';
import type { PlantedBug } from './planted-bug.ts';
import { withBase, withSend } from './wrap.ts';

const twice = 'records are written twice after a failure';

/** What is believed of calls that nobody knows the end of. */
export const doubtBugs: readonly PlantedBug[] = [
  {
    name: 'the wait after silence is shortened',
    harm: twice,
    deps: (deps) => ({ ...deps, timing: { ...deps.timing, callLimitMs: 1_000, searchLagMs: 0 } }),
  },
  {
    name: 'search is believed to be up to date',
    harm: twice,
    deps: (deps) => ({ ...deps, timing: { ...deps.timing, searchLagMs: 0 } }),
  },
  {
    name: 'a token is renewed for every try',
    harm: twice,
    deps: (deps) => withSend(deps, (write) => write.send(deps.newUuid())),
  },
  {
    name: 'the token is not sent',
    harm: twice,
    adapter: (adapter) => (config) =>
      adapter({ ...config, params: { ...config.params, client_token: undefined } }),
  },
  {
    name: 'a failure is taken for a refusal',
    harm: twice,
    deps: (deps) => withSend(deps, async (write, token) => refusedIf(await write.send(token), () => true)),
  },
  {
    name: 'an unlisted code is taken for a refusal',
    harm: 'rows that are in Base are reported as failed',
    deps: (deps) =>
      withSend(deps, async (write, token) =>
        refusedIf(await write.send(token), ({ because }) => because.kind === 'unlisted'),
      ),
  },
  {
    name: 'a failure is taken for written',
    harm: 'rows are lost',
    deps: (deps) =>
      withSend(deps, async (write, token, { rows }) => {
        const outcome = await write.send(token);
        return outcome.kind === 'unknown' ? writtenAs(rows.map(deps.newUuid)) : outcome;
      }),
  },
  {
    name: 'a known token is taken for written',
    harm: 'rows are lost',
    deps: (deps) =>
      withSend(deps, async (write, token, { rows }) => {
        const outcome = await write.send(token);
        return outcome.kind === 'token_known' ? writtenAs(rows.map(deps.newUuid)) : outcome;
      }),
  },
  {
    name: 'a doubt is thrown as an error that proves nothing was written',
    harm: twice,
    deps: (deps) =>
      withSend(deps, async (write, token) => {
        const outcome = await write.send(token);
        if (outcome.kind === 'unknown') throw new AppError('feishu_busy');
        return outcome;
      }),
  },
  {
    name: 'a look sees nothing that is young',
    harm: twice,
    deps: (deps) =>
      withBase(deps, (base) => {
        const isOld = ({ createdAt }: { createdAt: number | null }) =>
          (createdAt ?? 0) < (base.serverTime() ?? 0) - 300_000;
        return {
          findLearners: async (...asked) => (await base.findLearners(...asked)).filter(isOld),
          findEnrollments: async (...asked) => (await base.findEnrollments(...asked)).filter(isOld),
        };
      }),
  },
  {
    name: 'the wall clock is a proof',
    harm: twice,
    deps: (deps) => withBase(deps, () => ({ serverTime: () => deps.clock.now() })),
  },
  {
    name: 'a late record is taken for deleted',
    harm: 'records that search does not show yet are written again',
    deps: (deps) => ({ ...deps, timing: { ...deps.timing, absenceProofMs: 1, absenceGapMs: 1 } }),
  },
];

type Unknown = Extract<WriteOutcome, { kind: 'unknown' }>;

function refusedIf(outcome: WriteOutcome, isRefusal: (outcome: Unknown) => boolean): WriteOutcome {
  if (outcome.kind !== 'unknown' || !isRefusal(outcome)) return outcome;
  return { kind: 'refused', feishuCode: 1_254_000 };
}

function writtenAs(recordIds: string[]): WriteOutcome {
  return { kind: 'written', recordIds: recordIds.map((id) => `rec${id.replace(/-/g, '').slice(0, 11)}`) };
}
