import type { SyncView } from '../../bot/notice.ts';
import type { Tone } from '../../wording/bot/card-words.ts';
import type { FailedRows } from '../../wording/bot/sync-card.ts';
import { type SyncCardWords, syncCardWords } from '../../wording/bot/sync-card.ts';
import { cardButtons } from './card-buttons.ts';
import { cardLines, toneColours } from './card-lines.ts';
import {
  type Card,
  type CardPart,
  card,
  columns,
  folded,
  type HeaderColour,
  isOpenId,
  paragraph,
  person,
  table,
} from './card-parts.ts';
import { fitCard } from './fit-card.ts';
import { shortText } from './short-text.ts';
import { syncForm } from './sync-form.ts';

/** Canceled is neither good nor bad. */
const colours: Record<Tone, HeaderColour> = { ...toneColours, plain: 'grey' };

/** The card of one sync, in any of its states. @param namesPeople whether it shows who asked for it */
export function syncCard(view: SyncView, namesPeople: boolean): Card {
  const words = syncCardWords(view);
  const { title, state, tone, lines } = words;
  return fitCard((longest) => {
    const preview = shortText([state, ...lines].join(' '), Math.min(longest, 100));
    const head = { title: shortText(title, longest), colour: colours[tone], label: state, preview };
    return card(head, elements(namesPeople ? words : { ...words, askedBy: null }, longest));
  });
}

function elements(words: SyncCardWords, longest: number): CardPart[] {
  const { facts, askedBy, lines, numbers, remarks, asBefore, form, buttons, footer } = words;
  return [
    ...cardLines(
      facts.map(({ label, value }) => `${label}：${value}`),
      longest,
    ),
    ...(askedBy === null || !isOpenId(askedBy.openId) ? [] : [person(`${askedBy.label}：`, askedBy.openId)]),
    ...cardLines(lines, longest),
    ...numberColumns(numbers),
    ...failedTable(words.failedRows, longest),
    ...cardLines(remarks, longest, 'small'),
    ...(asBefore === null
      ? []
      : [folded(shortText(asBefore.title, longest), cardLines(asBefore.lines, longest, 'small'))]),
    ...syncForm(form, longest),
    ...cardButtons(buttons, longest),
    ...(footer === null ? [] : [paragraph(footer, 'small')]),
  ];
}

function numberColumns(numbers: SyncCardWords['numbers']): CardPart[] {
  if (numbers.length === 0) return [];
  return [
    columns(
      numbers.map(({ label, value }) => [paragraph(String(value), 'strong'), paragraph(label, 'small')]),
    ),
  ];
}

function failedTable(failed: FailedRows | null, longest: number): CardPart[] {
  if (failed === null) return [];
  const headings = [
    { name: 'line', heading: failed.columns.line, width: '80px' },
    { name: 'who', heading: failed.columns.who, width: 'auto' },
    { name: 'reason', heading: failed.columns.reason, width: 'auto' },
  ];
  const rows = failed.rows.map(({ line, who, reason }) => ({
    line: shortText(line, longest),
    who: shortText(who, longest),
    reason: shortText(reason, longest),
  }));
  const hint = failed.hint === null ? [] : [paragraph(failed.hint)];
  return [paragraph(failed.title), table(headings, rows), ...hint];
}
