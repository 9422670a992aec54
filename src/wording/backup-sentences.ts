import { chinaTime } from './bot/shown-text.ts';
import { printable } from './printable.ts';

export const backupUsage = `用法：npm run --silent backup -- 文件

把数据目录（DATA_DIR）备份成一个新文件，服务运行时也可以用。备份完会检查一遍。已有的文件不会覆盖，新文件只有您能读。
多维表格里的内容不在备份里。备份里有学员的资料：请像原件一样保管，并定期删除旧的。

退出码：0 已备份；1 没有备份。`;

export const restoreUsage = `用法：npm run --silent restore -- 备份文件

用备份换掉数据目录（DATA_DIR）里现在的数据。先停止服务；现在的数据会留在旁边，不会删除。

退出码：0 已恢复；1 没有恢复，数据没有改动。`;

export const backupOnServer =
  '数据在 PostgreSQL 里（DATABASE_URL）：请用 pg_dump 备份、pg_restore 恢复，见 docs/admin/several-instances.md。';

export function backupExists(file: string): string {
  return `“${printable(file)}”已经存在，没有覆盖。请换一个文件名。`;
}

export function backupNotWritable(file: string): string {
  return `不能在“${printable(file)}”建立文件。请检查文件夹是否存在、能不能写。`;
}

export const dataUnsound =
  '数据目录里的数据已经损坏，备份不出来，没有留下文件。请恢复以前的备份，步骤见 docs/admin/data.md。';

export interface Kept {
  syncs: number;
  /** Epoch ms; null if there is none. */
  newestSyncAt: number | null;
}

export function backedUp(file: string, bytes: number, kept: Kept): string {
  return `已备份到“${printable(file)}”（${sizeOf(bytes)}，${contents(kept)}），已检查，完好。`;
}

export function noSuchBackup(file: string): string {
  return `没有文件“${printable(file)}”。`;
}

export const notABackup: Readonly<Record<'damaged' | 'foreign' | 'newer', string>> = {
  damaged: '这个文件已经损坏，没有恢复。请用另一个备份。',
  foreign: '这个文件不是本服务的备份，没有恢复。',
  newer: '这个备份是更新版本的程序写下的，这个版本读不了，没有恢复。请先更新程序。',
};

export const dataInUse = '服务或另一个命令正在使用数据目录，没有恢复。请先停止服务，等命令结束，再运行一次。';

/** @param keptAs where what was there before is now; null if nothing was */
export function restored(file: string, keptAs: string | null, kept: Kept, append: boolean): string[] {
  return [
    `已恢复“${printable(file)}”（${contents(kept)}）。`,
    ...(keptAs === null
      ? []
      : [`原来的数据留在：${printable(keptAs)}（确认没有问题后请删除，里面有学员的资料）`]),
    '启动之前，请确认最后一次同步已过去 15 分钟。备份之后的同步，服务已经不记得。',
    append
      ? 'ENROLLMENT_POLICY=append：再上传备份之后写过的名单，会再写一遍。服务在表里看到自己不记得的记录时会先问：写过的名单请取消。'
      : '再上传备份之后写过的名单也不会重复：表里有什么以表为准。',
  ];
}

function contents({ syncs, newestSyncAt }: Kept): string {
  return newestSyncAt === null ? '没有同步' : `${syncs}次同步，最近一次 ${chinaTime(newestSyncAt)}`;
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
