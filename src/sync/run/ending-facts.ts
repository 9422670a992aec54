import type { SyncReport } from '../sync-report.ts';
import type { Ending } from './ending.ts';

/**
 * How a run ended, for the log: figures only. Why it stopped or waits has a line of its own.
 * @param ending null if another process will take the sync up again
 */
export function endingFacts(ending: Ending | null): object {
  switch (ending?.kind) {
    case undefined:
      return { outcome: 'interrupted' };
    case 'asks':
      return { outcome: 'asks' };
    case 'waits':
      return { outcome: 'waits', ...figuresOf(ending.report) };
    case 'finished':
      return { outcome: ending.finished.status, ...figuresOf(ending.finished.report) };
  }
}

function figuresOf(report: SyncReport | null): object {
  const isFigure = ([, value]: [string, unknown]) => typeof value === 'number';
  return Object.fromEntries(Object.entries(report?.summary ?? {}).filter(isFigure));
}
