import type { ChangeKind } from '../sync/sync-changes.ts';

/** Whether it has happened, or would happen if somebody wanted it. */
export type Tense = 'done' | 'planned';

const words: Record<ChangeKind, Record<Tense, string>> = {
  create_learner: { done: '新学员', planned: '新学员' },
  update_learner: { done: '更新了学员资料', planned: '更新学员资料' },
  create_enrollment: { done: '新增了学习记录', planned: '新增学习记录' },
  update_enrollment: { done: '更新了学习记录', planned: '更新学习记录' },
  link: { done: '补上了关联', planned: '补上关联' },
  skip: { done: '已有，没有新增', planned: '已有，不新增' },
  repeat: { done: '与前面的行重复', planned: '与前面的行重复' },
  not_enrolled: { done: '已退款或未付款，没有新增', planned: '已退款或未付款，不新增' },
  failed: { done: '没有写入', planned: '不能写入' },
};

/** What becomes of a row, in a word or two. */
export function changeWord(kind: ChangeKind, tense: Tense): string {
  return words[kind][tense];
}

/** Before it is written a preview, and a sync that asks, only say what they would do. */
export function tenseOf({ dryRun, finishedAt }: { dryRun: boolean; finishedAt: Date | null }): Tense {
  return dryRun || finishedAt === null ? 'planned' : 'done';
}

/** What has happened in most remarks, and how they say that it would. */
const inFuture: readonly (readonly [done: string, planned: string])[] = [
  ['没有重复写入', '不会重复写入'],
  ['没有写入', '不会写入'],
  ['没有改动', '不会改动'],
  ['写入了第一个', '会写入第一个'],
  ['已照常写入', '会照常写入'],
];

/** A remark about a row, for a sync that has written or for one that only would. */
export function remarkIn(tense: Tense, remark: string): string {
  if (tense === 'done') return remark;
  return inFuture.reduce((text, [done, planned]) => text.replace(done, planned), remark);
}
