import { CardAction } from '../../bot/chat-event.ts';
import type { CardButton } from '../../wording/bot/card-words.ts';
import { type ButtonLook, type CardPart, linkButton, pressButton, row } from './card-parts.ts';
import { shortText } from './short-text.ts';

const looks: Record<CardButton['weight'], ButtonLook> = {
  primary: 'primary_filled',
  normal: 'default',
  danger: 'danger',
};

/** The buttons in a row; nothing where there are none. One whose press could not be understood is left out. */
export function cardButtons(buttons: readonly CardButton[], longest: number): CardPart[] {
  const parts = buttons.flatMap(({ label, weight, confirm, press }) => {
    const text = confirm && { title: confirm.title, text: shortText(confirm.text, longest) };
    const face = { label, look: looks[weight], confirm: text };
    if (press.kind === 'open') return [linkButton(face, press.url)];
    return CardAction.safeParse(press.action).success ? [pressButton(face, press.action)] : [];
  });
  return parts.length === 0 ? [] : [row(parts)];
}
