import { type CallMoment, isWrite } from '../support/gateway.ts';
import type { CommitKill } from './commits.ts';
import type { KillRun } from './kill-harness.ts';

/** In the middle of one call, counted from 0. */
export interface CallKill {
  number: number;
  moment: CallMoment;
}

/** Where a process is killed. `name`: what is called or written there. */
export type KillPoint =
  | ({ kind: 'call'; name: string } & CallKill)
  | ({ kind: 'commit'; name: string } & CommitKill);

/**
 * Every point of an undisturbed run. An answer that was read but not journaled is the point before the next commit:
 * nothing of consequence lies in between.
 */
export function killPointsOf({ calls, commits }: Pick<KillRun, 'calls' | 'commits'>): KillPoint[] {
  return [
    ...calls.flatMap((name, number) => {
      const moments: CallMoment[] = isWrite(name) ? ['unsent', 'held', 'unread'] : ['unsent', 'unread'];
      return moments.map((moment) => ({ kind: 'call' as const, number, moment, name }));
    }),
    ...commits.flatMap((name, number) =>
      (['before', 'after'] as const).map((moment) => ({ kind: 'commit' as const, number, moment, name })),
    ),
  ];
}

/** For people: `in call 12 (POST records/batch_create), unread`. */
export function titleOf({ kind, number, moment, name }: KillPoint): string {
  return kind === 'call' ? `in call ${number} (${name}), ${moment}` : `${moment} commit ${number} (${name})`;
}

/** A point of the run after a kill: another one for each `index`, early enough to be reached as a rule. */
export function secondKill(index: number): KillPoint {
  const number = Math.floor(index / 5) % 17;
  switch (index % 5) {
    case 0:
      return { kind: 'call', number, moment: 'unsent', name: 'of the resume' };
    case 1:
      return { kind: 'call', number, moment: 'unread', name: 'of the resume' };
    case 2:
      return { kind: 'commit', number, moment: 'before', name: 'of the resume' };
    default:
      return { kind: 'commit', number, moment: 'after', name: 'of the resume' };
  }
}
