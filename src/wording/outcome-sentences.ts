import { hasWritten } from '../sync/has-written.ts';
import type { SyncSummary } from '../sync/sync-report.ts';
import type { Tense } from './change-words.ts';
import { fieldLabel } from './field-label.ts';
import type { NextSteps } from './next-steps.ts';

/** What a sync that went through the whole file did. */
export function doneSentences(summary: SyncSummary, { addUnderNewDate }: NextSteps): string[] {
  const { learnersCreated, enrollmentsCreated, rowsFailed } = summary;
  const done = `处理完毕！成功创建${learnersCreated}位新学员，新增${enrollmentsCreated}条学习记录。失败${rowsFailed}条。`;
  const way = `没有新增；如果要按这个日期再记一次，请${addUnderNewDate}。`;
  return [
    ...changes(summary, done),
    ...otherDate(summary, way),
    ...repeated(summary),
    ...leftOut(summary, 'done'),
    ...byHand(summary, '已保留'),
    ...fewer(summary),
  ];
}

/** A sync that writes a preview says where it came to less than was shown. */
function fewer({ fewerThanShown = 0 }: SyncSummary): string[] {
  return fewerThanShown === 0 ? [] : [`比预览少${fewerThanShown}条：预览之后表里已经有了，没有重复写入。`];
}

/** What a preview found that its writing would do; nothing of it has happened. */
export function previewSentences(summary: SyncSummary): string[] {
  return [
    ...plannedChanges(summary),
    ...otherDate(summary, '不会新增。'),
    ...repeated(summary),
    ...leftOut(summary, 'planned'),
    ...byHand(summary, '会保留'),
  ];
}

function plannedChanges(summary: SyncSummary): string[] {
  const { learnersCreated, enrollmentsCreated, rowsFailed } = summary;
  const refused = rowsFailed === 0 ? '' : `${rowsFailed}行不能写入，已列出原因。`;
  if (!hasWritten(summary))
    return [refused === '' ? '名单没有变化，无需写入。' : `没有可以写入的内容：${refused}`];
  const expected = `预计创建${learnersCreated}位新学员，新增${enrollmentsCreated}条学习记录（尚未写入）。`;
  return [expected, ...besidesPlanned(summary), ...(refused === '' ? [] : [refused])];
}

function besidesPlanned(summary: SyncSummary): string[] {
  const { learnersUpdated, enrollmentsLinked, enrollmentsUpdated } = summary;
  const there = enrollmentsThere(summary);
  return [
    ...(learnersUpdated === 0 ? [] : [`另将更新${learnersUpdated}位学员的资料。`]),
    ...(enrollmentsLinked === 0 ? [] : [`另将给${enrollmentsLinked}条已有的学习记录补上学员关联。`]),
    ...(enrollmentsUpdated === 0 ? [] : [`另将更新${enrollmentsUpdated}条已有的学习记录。`]),
    ...(there === 0 ? [] : [`另有${there}条此前已同步，不会重复新增。`]),
  ];
}

/**
 * What had been written when a sync ended early.
 * @param lead how it ended: 同步中断 or 已取消
 */
export function writtenSoFar(lead: string, summary: SyncSummary | null): string[] {
  const { learnersCreated = 0, enrollmentsCreated = 0, rowsInDoubt = 0 } = summary ?? {};
  const doubt = rowsInDoubt === 0 ? '' : `，另有${rowsInDoubt}条发给了飞书但还不能确认是否写入`;
  const first = `${lead}：已新增${learnersCreated}位学员、${enrollmentsCreated}条学习记录${doubt}，其余未写入。`;
  return summary === null ? [first] : [first, ...updated(summary), ...linked(summary)];
}

/** @param first the sentence for a roster that changes something or has rows that fail */
function changes(summary: SyncSummary, first: string): string[] {
  if (isUnchanged(summary)) return ['名单没有变化，无需写入。'];
  return [first, ...besides(summary), ...linked(summary), ...kept(summary)];
}

function isUnchanged(summary: SyncSummary): boolean {
  return !hasWritten(summary) && summary.rowsFailed === 0;
}

function besides(summary: SyncSummary): string[] {
  const { learnersUpdated } = summary;
  const there = enrollmentsThere(summary);
  if (there === 0) return updated(summary);
  const skipped = `${there}条此前已同步、未重复新增。`;
  return [learnersUpdated === 0 ? `另有${skipped}` : `另更新${learnersUpdated}位学员资料，${skipped}`];
}

/** Enrollments that were in Base before the sync came. */
export function enrollmentsThere({ enrollmentsSkipped, enrollmentsRepeated }: SyncSummary): number {
  return enrollmentsSkipped - enrollmentsRepeated;
}

function repeated(summary: SyncSummary): string[] {
  const { enrollmentsRepeated } = summary;
  return enrollmentsRepeated === 0 || isUnchanged(summary)
    ? []
    : [`另有${enrollmentsRepeated}条与前面的行重复，只记一次。`];
}

function updated({ learnersUpdated }: SyncSummary): string[] {
  return learnersUpdated === 0 ? [] : [`另更新${learnersUpdated}位学员资料。`];
}

function linked({ enrollmentsLinked }: SyncSummary): string[] {
  return enrollmentsLinked === 0 ? [] : [`另给${enrollmentsLinked}条已有的学习记录补上学员关联。`];
}

function kept({ enrollmentsUpdated }: SyncSummary): string[] {
  return enrollmentsUpdated === 0 ? [] : [`另更新${enrollmentsUpdated}条已有的学习记录。`];
}

/** What people have corrected in Base. */
function byHand({ keptByHand }: SyncSummary, outcome: string): string[] {
  if (keptByHand === undefined) return [];
  const { learners, fields } = keptByHand;
  return [`${learners}人的${fields.map(fieldLabel).join('、')}在表里改过，名单没变，${outcome}。`];
}

/** Rows that are no enrollment, and lines that are no rows. */
function leftOut({ rowsNotEnrolled, footers }: SyncSummary, tense: Tense): string[] {
  const outcome = tense === 'planned' ? '不会新增' : '没有新增';
  const refunds = rowsNotEnrolled === 0 ? [] : [`另有${rowsNotEnrolled}行已退款或未付款，${outcome}。`];
  const more = footers.count > footers.texts.length ? ' 等' : '';
  // After the retention time the texts are not known any more.
  const texts = footers.texts.length === 0 ? '' : `：${footers.texts.join('、')}${more}`;
  const closing = footers.count === 0 ? [] : [`跳过${footers.count}行${texts}。`];
  return [...refunds, ...closing];
}

/** A roster without dates is cumulative: it holds the people of last time, whom a new date must not add again. */
function otherDate({ enrollmentsOtherDate }: SyncSummary, outcome: string): string[] {
  if (enrollmentsOtherDate === 0) return [];
  return [`其中${enrollmentsOtherDate}条因学员已有该课程（其他日期）${outcome}`];
}
