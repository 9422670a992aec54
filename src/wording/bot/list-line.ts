import type { ListedSync } from '../../bot/notice.ts';
import type { SyncRecord } from '../../sync/sync-record.ts';
import { describeSync } from '../describe-sync.ts';
import { shownFileName } from '../shown-file-name.ts';
import { syncStates } from '../sync-states.ts';
import { chinaTime } from './china-time.ts';
import { shownName } from './shown-name.ts';

/** A sync in a list: which one, and since when; what it is doing, or what came of it. */
export interface ListLine {
  head: string;
  detail: string;
}

const longestName = 60;

export function listLine({ sync, queuedBefore }: ListedSync): ListLine {
  const name = shownName(shownFileName(sync.fileName), longestName);
  const said = sync.finishedAt === null ? doing(sync, queuedBefore) : outcome(sync);
  return { head: `#${sync.number} ${name}`, detail: [chinaTime(sync.createdAt), ...said].join('，') };
}

function doing(sync: SyncRecord, queuedBefore: number): string[] {
  if (sync.status === 'needs_input') return ['等待补充，请在它的卡片上填写后继续。'];
  return describeSync(sync, queuedBefore).slice(0, 1);
}

function outcome({ status, summary }: SyncRecord): string[] {
  const { word } = syncStates[status];
  if (summary === null) return [word];
  const { learnersCreated, enrollmentsCreated, rowsFailed } = summary;
  return [word, `新学员${learnersCreated}位`, `新增${enrollmentsCreated}条`, `失败${rowsFailed}条`];
}
