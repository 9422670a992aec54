import { z } from 'zod';
import { invalidUser } from './card-problem.ts';
import type { CardRead, CardRule } from './card-read.ts';
import { type PlacedElement, propertyOf, taggedParts } from './placed-elements.ts';
import { markdownCells, TableRows, TableShape } from './table-shape.ts';

const PersonShape = z.object({ user_id: z.string() }).transform(({ user_id }) => [user_id]);
const PersonListShape = z
  .object({ persons: z.array(z.object({ id: z.string() })) })
  .transform(({ persons }) => persons.map(({ id }) => id));

/** Every person a card names is known, or `all` in a mention; others fail the whole card. */
export const userReferences: CardRule = (read) => {
  const mentioned = markdownIn(read).flatMap(mentionsIn);
  const shown = read.placed.flatMap(peopleShown);
  const { isPerson, elements } = read.people;
  const refused = elements === 'refused' ? shown : shown.filter((id) => !isPerson(id));
  return [...mentioned.filter((id) => id !== 'all' && !isPerson(id)), ...refused].map(invalidUser);
};

function peopleShown({ tag, element }: PlacedElement): string[] {
  if (tag === 'person') return PersonShape.parse(element);
  return tag === 'person_list' ? PersonListShape.parse(element) : [];
}

function markdownIn({ card, placed }: CardRead): string[] {
  const texts = taggedParts(card)
    .filter(({ tag }) => tag === 'markdown' || tag === 'lark_md')
    .map(({ part }) => String(propertyOf(part, 'content')));
  return [
    ...texts,
    ...placed.filter(({ tag }) => tag === 'table').flatMap(({ element }) => markdownCellsOf(element)),
  ];
}

function markdownCellsOf(table: unknown): string[] {
  const { columns, rows } = TableShape.extend({ rows: TableRows }).parse(table);
  const names = columns.filter(({ data_type }) => markdownCells.includes(data_type)).map(({ name }) => name);
  return rows.flatMap((row) => names.map((name) => String(row[name] ?? '')));
}

/** `<at id=ou_…>`, `<at ids='ou_…,ou_…'>` and `<person id="ou_…">`, quoted or not. */
function mentionsIn(markdown: string): string[] {
  const tags = markdown.matchAll(/<(?:at|person)\s+ids?\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/g);
  return [...tags].flatMap(([, double, single, bare]) => (double ?? single ?? bare ?? '').split(','));
}
