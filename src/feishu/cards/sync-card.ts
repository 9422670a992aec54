import type { SyncView } from '../../bot/notice.ts';
import type { RowList } from '../../wording/bot/failed-rows.ts';
import { type Details, type SyncCardWords, syncCardWords } from '../../wording/bot/sync-card.ts';
import { cardButtons } from './card-buttons.ts';
import { cardLines, toneColours } from './card-lines.ts';
import {
  type Card,
  type CardPart,
  card,
  columns,
  folded,
  isOpenId,
  paragraph,
  person,
} from './card-parts.ts';
import { fitCard } from './fit-card.ts';
import { shortText } from './short-text.ts';
import { syncForm } from './sync-form.ts';

/** The card of one sync, in any of its states. @param namesPeople whether it shows who asked for it */
export function syncCard(view: SyncView, namesPeople: boolean): Card {
  const words = syncCardWords(view);
  const { title, tone, details } = words;
  const shown = namesPeople ? words : { ...words, details: { ...details, askedBy: null } };
  return fitCard((longest) => {
    const head = { title: shortText(title, longest), colour: toneColours[tone] };
    return card({ ...head, preview: head.title }, elements(shown, longest));
  });
}

function elements(words: SyncCardWords, longest: number): CardPart[] {
  const { lines, primary, form, buttons, rows, details, footer } = words;
  return [
    ...cardLines(lines, longest),
    ...cardButtons(primary === null ? [] : [primary], longest),
    ...syncForm(form, longest),
    ...cardButtons(buttons, longest),
    ...rows.map((list) => rowsPanel(list, longest)),
    ...detailsPanel(details, longest),
    ...cardLines([footer], longest, 'small'),
  ];
}

/** Tables may not be folded, so rows are lines. */
function rowsPanel({ title, lines, buttons }: RowList, longest: number): CardPart {
  return folded(shortText(title, longest), [
    ...cardLines(lines, longest, 'small'),
    ...cardButtons(buttons, longest),
  ]);
}

/** Nothing where nothing is in it. */
function detailsPanel({ title, lines, numbers, askedBy, buttons }: Details, longest: number): CardPart[] {
  const parts = [
    ...(askedBy === null || !isOpenId(askedBy.openId) ? [] : [person(`${askedBy.label}：`, askedBy.openId)]),
    ...cardLines(lines, longest, 'small'),
    ...numberColumns(numbers),
    ...cardButtons(buttons, longest),
  ];
  return parts.length === 0 ? [] : [folded(title, parts)];
}

function numberColumns(numbers: Details['numbers']): CardPart[] {
  if (numbers.length === 0) return [];
  return [
    columns(
      numbers.map(({ label, value }) => [paragraph(String(value), 'strong'), paragraph(label, 'small')]),
    ),
  ];
}
