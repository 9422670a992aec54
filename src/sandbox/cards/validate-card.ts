import { elementCount, nesting, tableCount, uniqueElementIds } from './card-limits.ts';
import { type CardProblem, notJson, shapeProblem } from './card-problem.ts';
import type { CardPeople, CardRule } from './card-read.ts';
import { CardShape } from './card-shape.ts';
import { formNames, formSubmits } from './form-rules.ts';
import { knownComponents } from './known-components.ts';
import { placedElements } from './placed-elements.ts';
import { tableRows } from './table-rows.ts';
import { userReferences } from './user-references.ts';

/** Known components first: the others rely on their properties. */
const rules: readonly CardRule[] = [
  knownComponents,
  elementCount,
  tableCount,
  nesting,
  uniqueElementIds,
  formNames,
  formSubmits,
  tableRows,
  userReferences,
];

/**
 * What the platform has against a card of JSON 2.0 (https://open.feishu.cn/document/feishu-cards/card-json-v2-structure);
 * null: nothing. Its size in bytes is a matter of the request that carries it.
 * @param card the parsed `content` of a message
 * @param people whom it may show; by default every id that has the form of one
 */
export function validateCard(
  card: unknown,
  people: CardPeople = { isPerson: (id) => /^o[un]_[\w-]+$/.test(id), elements: 'accepted' },
): CardProblem | null {
  if (typeof card !== 'object' || card === null || Array.isArray(card)) return notJson(String(card));
  if (Object.keys(card).length === 0) return null;
  const read = CardShape.safeParse(card);
  if (!read.success) return shapeProblem(read.error, 'ROOT');
  const placed = placedElements(read.data.body?.elements ?? []);
  for (const rule of rules) {
    const [problem] = rule({ card, placed, people });
    if (problem !== undefined) return problem;
  }
  return null;
}
