import type { CardAction } from '../../bot/chat-event.ts';
import { sandboxNotice } from '../sandbox-notice.ts';

/** What a card looks like at a glance; `waiting` is for a question to a person. */
export type Tone = 'good' | 'partly' | 'bad' | 'busy' | 'waiting' | 'plain';

/**
 * What every card says. All of it is plain text: names of files, courses and people stand in it as they were typed, so it
 * must be drawn literally, never as markup.
 */
export interface CardWords {
  /** Begins with the sandbox notice where there is one. */
  title: string;
  tone: Tone;
  /** Sentences, one paragraph each. */
  lines: string[];
  buttons: CardButton[];
}

/** Somebody whom Feishu names, and a word or two behind the name. */
export interface NamedPerson {
  label: string;
  openId: string;
}

export interface CardButton {
  label: string;
  weight: 'primary' | 'normal' | 'danger';
  press: { kind: 'action'; action: CardAction } | { kind: 'open'; url: string };
  /** Asked once more before the press counts. */
  confirm: { title: string; text: string } | null;
}

/** A button that does something, asked only once. */
export function actionButton(
  label: string,
  action: CardAction,
  weight: CardButton['weight'] = 'normal',
): CardButton {
  return { label, weight, press: { kind: 'action', action }, confirm: null };
}

/** A card's title: the first thing a person reads, so the sandbox notice stands in it. */
export function titleOf(title: string, sandbox: boolean): string {
  return sandbox ? `${sandboxNotice} · ${title}` : title;
}
