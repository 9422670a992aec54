import type { SyncRecord } from '../../sync/sync-record.ts';
import { countUndone, type UndoCounts } from '../../sync/undo-report.ts';
import { groupedNumber } from '../grouped-number.ts';
import { syncStateText } from '../sync-states.ts';

/**
 * What taking a sync back has come to, in one line.
 * @param around how many syncs come first, and the number of the sync that is taken back; null where it is not known
 */
export function undoTitle(
  sync: SyncRecord,
  { before, aboutNumber }: { before: number; aboutNumber: number | null },
): string {
  const name = aboutNumber === null ? '撤销' : `撤销 #${aboutNumber}`;
  const counts = sync.summary?.undo ?? countUndone([]);
  switch (sync.status) {
    case 'queued':
    case 'running':
      return `${name} · ${syncStateText(sync, before)}`;
    case 'needs_input':
      return `请确认：${name}`;
    case 'canceled':
      return `${name} · 已取消`;
    case 'succeeded':
    case 'partial':
    case 'failed':
      return `${name} · ${sync.error === null ? outcome(counts) : `中断，${outcome(counts)}`}`;
  }
}

function outcome({ undone, kept, failed }: UndoCounts): string {
  return [
    undone === 0 ? '没有撤销' : `已撤销${groupedNumber(undone)}处`,
    ...(kept === 0 ? [] : [`保留${groupedNumber(kept)}处`]),
    ...(failed === 0 ? [] : [`${groupedNumber(failed)}处没有撤销`]),
  ].join('，');
}
