import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors.ts';
import { rowRejectionCodes } from '../../src/roster/roster.ts';
import { type SyncRecord, syncStatuses } from '../../src/sync/sync-record.ts';
import { writeFailureCodes } from '../../src/sync/sync-report.ts';
import { describeSync } from '../../src/wording/describe-sync.ts';
import { explainErrorCode } from '../../src/wording/explain-error.ts';
import { explainRow } from '../../src/wording/explain-row.ts';
import { type Channel, channels, nextSteps } from '../../src/wording/next-steps.ts';
import {
  sampleNeeds,
  sampleQueue,
  sampleReason,
  sampleReasons,
  sampleSummary,
  sampleSync,
} from './sample-sync.ts';

/** Buttons and commands, and where there is one. */
const controls: [control: RegExp, offeredIn: readonly Channel[]][] = [
  [/“重新同步”/, ['page', 'chat']],
  [/“重新预览”/, ['page', 'chat']],
  [/“仍按新日期新增”/, ['page', 'chat']],
  [/“确认并继续”/, ['page', 'chat']],
  [/“下载失败明细”/, ['page', 'chat']],
  [/填写后继续/, ['page', 'chat']],
  [/\/rerun|\/sync/, ['chat']],
  [/这个命令|再运行/, ['cli', 'cli_append']],
  [/刷新页面|在这里上传/, ['page']],
];

function expectOffered(text: string, channel: Channel): void {
  for (const [control, offeredIn] of controls) {
    if (!offeredIn.includes(channel)) expect(text).not.toMatch(control);
  }
}

describe.each(channels)('what is read in %s names no button or command that is not there', (channel) => {
  const shown = (over: Partial<SyncRecord>) =>
    describeSync(sampleSync(over), sampleQueue(), channel).join('');

  it.each(errorCodes)('of the error %s', (code) => {
    const details = { lines: ['2'], count: 1 };
    const { message, hint } = explainErrorCode(code, details, nextSteps(channel, false));
    expectOffered(message + hint, channel);
    expect(message + hint).not.toMatch(/请请|再再|请再请|。。|，，/);
    for (const dryRun of [true, false])
      expectOffered(shown({ status: 'failed', dryRun, error: { kind: 'stopped', code, details } }), channel);
  });

  it.each(syncStatuses)('of a sync that is %s', (status) => {
    const summary = sampleSummary({ learnersCreated: 1, enrollmentsOtherDate: 2, enrollmentsSkipped: 2 });
    const needs = sampleNeeds({ course: true, day: true, confirm: [...sampleReasons] });
    for (const dryRun of [true, false]) expectOffered(shown({ status, summary, needs, dryRun }), channel);
  });

  it.each([...rowRejectionCodes, ...writeFailureCodes])('of the row %s', (code) => {
    expectOffered(explainRow({ code, line: 3 }), channel);
  });
});

describe('a sync that Feishu stopped is done again', () => {
  it.each<[Channel, boolean, string]>([
    ['page', false, '请过几分钟，然后点“重新同步”，已经写入的不会重复。'],
    ['page', true, '请过几分钟，然后点“重新预览”。'],
    ['chat', true, '请过几分钟，然后点“重新预览”。'],
    ['chat', false, '请过几分钟，然后点“重新同步”，已经写入的不会重复。'],
    ['alert', false, '请过几分钟，然后由提交人重新同步，已经写入的不会重复。'],
    ['cli', false, '请过几分钟，然后再运行一次这个命令，已经写入的不会重复。'],
    ['cli_append', false, '请过几分钟，然后到上传页面处理这次同步，已经写入的不会重复。'],
  ])('%s, preview %s', (channel, dryRun, hint) => {
    expect(explainErrorCode('feishu_busy', {}, nextSteps(channel, dryRun)).hint).toBe(hint);
  });
});

describe('a course that is like another is asked about in the words of the place', () => {
  const needs = sampleNeeds({ confirm: [sampleReason('course_similar')], writes: 41 });
  const asks = sampleSync({ status: 'needs_input', needs });
  it.each<[Channel, string]>([
    ['page', '请选它；如果是新课程，请选“确实是新课程”，再点“写入41条”。'],
    ['chat', '请选它；如果是新课程，请点“确实是新课程，写入41条”。'],
    ['alert', '请选它；如果是新课程，请由提交人确认。'],
    ['cli', '请选它；如果是新课程，请确认。'],
  ])('%s', (channel, how) => {
    expect(describeSync(asks, sampleQueue(), channel).join('')).toContain(how);
  });

  it.each<[Channel, string]>([
    ['page', '请不要写入，改好课程名后重新上传这个文件；如果是新课程，请点“写入41条”。'],
    ['chat', '请不要写入，改好课程名后把文件重新发给机器人；如果是新课程，请点“写入41条”。'],
  ])('of a preview, where nothing can be chosen any more, %s', (channel, how) => {
    const summary = sampleSummary({
      rows: 41,
      enrollmentsCreated: 41,
      doubts: [sampleReason('course_similar')],
    });
    const preview = sampleSync({
      status: 'succeeded',
      finishedAt: new Date('2026-11-24T02:00:07Z'),
      dryRun: true,
      summary,
    });
    expect(describeSync(preview, sampleQueue(), channel).join('')).toContain(how);
  });
});
