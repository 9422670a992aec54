import type { ErrorDetails } from '../errors.ts';
import { minutesSince, type SyncWait, type WaitCode } from '../sync/sync-record.ts';
import type { NextSteps } from './next-steps.ts';
import { rowPlaces } from './row-places.ts';

/** The state of a sync that waits, in a word or two. */
export const waitWords: Record<WaitCode, string> = {
  feishu_unreachable: '等待飞书恢复',
  feishu_busy: '等待飞书空闲',
  in_doubt: '等待核对',
};

/** Why nothing is worked on, for those who wait behind the sync that found it out. */
export const feishuAway = '飞书暂时连不上，恢复后自动继续。';

const reasons: Record<WaitCode, (details: ErrorDetails) => string> = {
  feishu_unreachable: () => '飞书暂时连不上，恢复后自动继续',
  feishu_busy: () => '飞书一直繁忙，过一会儿自动再试',
  in_doubt: doubt,
};

/**
 * Why a sync waits and since when, that it goes on by itself, and what a person can do.
 * @param now epoch ms
 */
export function waitSentences(wait: SyncWait, now: number, { cancel }: NextSteps): string[] {
  const minutes = minutesSince(wait, now);
  const waited = minutes === 0 ? '' : `，已等${duration(minutes)}`;
  return [
    `${reasons[wait.code](wait.details)}${waited}。`,
    `不用重新上传；不想等的话，请${cancel}，已经写入的会保留。`,
  ];
}

function doubt(details: ErrorDetails): string {
  const { sync } = details;
  const rows = rowPlaces(details);
  if (sync !== undefined)
    return `同步 #${sync} 把一些记录发给了飞书，还不能确认是否写入；这个文件也涉及这些学员，确认后自动继续`;
  return `有些记录发给了飞书，还不能确认是否写入${rows === '' ? '' : `（文件的${rows}）`}；会自动再核对，确认后继续`;
}

function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest}分钟`;
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`;
}
