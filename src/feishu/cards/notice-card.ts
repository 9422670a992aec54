import type { Message } from '../../bot/notice.ts';
import type { NamedPerson } from '../../wording/bot/card-words.ts';
import { noticeWords } from '../../wording/bot/notices.ts';
import { cardButtons } from './card-buttons.ts';
import { cardLines, toneColours } from './card-lines.ts';
import { type Card, type CardPart, card, isOpenId, people } from './card-parts.ts';
import { fitCard } from './fit-card.ts';
import { shortText } from './short-text.ts';

const mostListed = 15;

export interface CardOptions {
  /** Whether Feishu is only a stand-in; a sync says so itself. */
  sandbox: boolean;
  /** Whether people are named by an element of Feishu's, for which it has to know them. */
  namesPeople: boolean;
}

/** The card of anything that is said once. */
export function noticeCard(notice: Message, { sandbox, namesPeople }: CardOptions): Card {
  const { title, tone, lines, list, people: named, buttons } = noticeWords(notice, sandbox);
  return fitCard((longest) => {
    const shown = shortText(title, longest);
    return card({ title: shown, colour: toneColours[tone], label: null, preview: shown }, [
      ...cardLines(lines, longest),
      ...(namesPeople ? peopleRow(named) : []),
      ...list
        .slice(0, mostListed)
        .flatMap(({ head, detail, button }) => [
          ...cardLines([head], longest),
          ...cardLines([detail], longest, 'small'),
          ...cardButtons(button === null ? [] : [button], longest),
        ]),
      ...cardButtons(buttons, longest),
    ]);
  });
}

function peopleRow(named: readonly NamedPerson[]): CardPart[] {
  const known = named.filter(({ openId }) => isOpenId(openId));
  return known.length === 0 ? [] : [people(known)];
}
