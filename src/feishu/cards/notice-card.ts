import type { Message } from '../../bot/notice.ts';
import type { Tone } from '../../wording/bot/card-words.ts';
import { noticeWords } from '../../wording/bot/notices.ts';
import { cardButtons } from './card-buttons.ts';
import { cardLines, toneColours } from './card-lines.ts';
import { type Card, card, type HeaderColour } from './card-parts.ts';
import { fitCard } from './fit-card.ts';
import { shortText } from './short-text.ts';

const mostListed = 15;

/** What is only said is neither good nor bad, and no card of a sync. */
const colours: Record<Tone, HeaderColour> = { ...toneColours, plain: 'blue' };

/** The card of anything that is said once. */
export function noticeCard(notice: Message, sandbox: boolean): Card {
  const { title, tone, lines, list, buttons } = noticeWords(notice, sandbox);
  return fitCard((longest) => {
    const shown = shortText(title, longest);
    return card({ title: shown, colour: colours[tone], preview: shown }, [
      ...cardLines(lines, longest),
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
