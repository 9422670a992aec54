import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { Digest, DigestStore } from '../../sync/digest/digest.ts';
import { weekDueAt } from '../../sync/digest/week.ts';
import type { SyncTarget } from '../../sync/sync-record.ts';
import type { Chat } from '../ports.ts';

export interface DigestSendingDeps {
  digests: DigestStore;
  target: SyncTarget;
  chat: Chat;
  clock: Clock;
  log: Logger;
  /** `REPORT_CHAT`; null: nobody is told. */
  reportChat: string | null;
  /** Where the Base can be opened, if that is known. */
  baseUrl: string | null;
}

/**
 * Tells a chat what came of the last week, once it is counted; a week in which nothing happened is not told. Never at
 * another time than the digest is due, however late it was counted. What Feishu does not take now is told in another round.
 */
export async function sendDigest(deps: DigestSendingDeps): Promise<void> {
  const { digests, target, chat, clock, log, reportChat, baseUrl } = deps;
  const week = weekDueAt(clock.now());
  if (reportChat === null || week === null) return;
  const digest = await digests.untoldDigest(target, week);
  if (digest === null) return;
  if (isWorthTelling(digest)) {
    const key = `digest:${target.baseToken}:${week.first}`;
    const outcome = await chat.sendToChat(reportChat, { kind: 'digest', digest, baseUrl }, key);
    if (outcome.kind === 'later') return;
    if (outcome.kind === 'unreachable') log.warn({ week: week.first }, 'REPORT_CHAT cannot be reached');
  }
  // Afterwards: killed in between, Feishu knows the key of what is sent again.
  await digests.digestTold(target, week, new Date(clock.now()));
}

/** That there is room left is no news by itself. */
export function isWorthTelling({ courses, overdue, waiting }: Digest): boolean {
  return courses.length + overdue.length + waiting.length > 0;
}
