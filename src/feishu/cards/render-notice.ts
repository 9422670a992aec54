import type { Notice } from '../../bot/notice.ts';
import type { Card } from './card-parts.ts';
import { type CardOptions, noticeCard } from './notice-card.ts';
import { syncCard } from './sync-card.ts';

/** The card that says it. */
export function renderNotice(notice: Notice, options: CardOptions): Card {
  return notice.kind === 'sync' ? syncCard(notice.view, options.namesPeople) : noticeCard(notice, options);
}
