import type { Notice } from '../../bot/notice.ts';
import type { Card } from './card-parts.ts';
import { noticeCard } from './notice-card.ts';
import { syncCard } from './sync-card.ts';

export interface CardOptions {
  /** Whether Feishu is only a stand-in; a sync says so itself. */
  sandbox: boolean;
  /** Whether people are named by an element of Feishu's, for which it has to know them. */
  namesPeople: boolean;
}

/** The card that says it. */
export function renderNotice(notice: Notice, { sandbox, namesPeople }: CardOptions): Card {
  return notice.kind === 'sync' ? syncCard(notice.view, namesPeople) : noticeCard(notice, sandbox);
}
