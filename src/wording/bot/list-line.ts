import type { ListedSync } from '../../bot/notice.ts';
import type { SyncSummary } from '../../sync/report.ts';
import { shownFileName } from '../shown-file-name.ts';
import { maskPhones } from './mask-phones.ts';
import { syncStates } from './sync-card-state.ts';

/** A sync in a list: which one, and what came of it. */
export interface ListLine {
  head: string;
  detail: string;
}

const longestName = 60;

export function listLine({ number, status, fileName, summary }: ListedSync): ListLine {
  const counts = summary === null ? [] : countsOf(summary);
  return {
    head: `#${number} ${maskPhones(shownFileName(fileName)).slice(0, longestName)}`,
    detail: [syncStates[status].word, ...counts].join('，'),
  };
}

function countsOf({ learnersCreated, enrollmentsCreated, rowsFailed }: SyncSummary): string[] {
  return [`新学员${learnersCreated}位`, `新增学习记录${enrollmentsCreated}条`, `失败${rowsFailed}条`];
}
