import type { Notice } from '../../bot/notice.ts';
import type { Card } from './card-parts.ts';
import { noticeCard } from './notice-card.ts';
import { syncCard } from './sync-card.ts';

/** The card that says it. @param sandbox whether Feishu is only a stand-in; a sync says so itself */
export function renderNotice(notice: Notice, sandbox: boolean): Card {
  return notice.kind === 'sync' ? syncCard(notice.view) : noticeCard(notice, sandbox);
}
