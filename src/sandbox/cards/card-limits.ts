import { notJson, overLimit } from './card-problem.ts';
import type { CardRule } from './card-read.ts';
import { ancestorsOf, propertyOf, taggedParts } from './placed-elements.ts';

// https://open.feishu.cn/document/feishu-cards/card-json-v2-structure
const mostElements = 200;
const mostTables = 5;
const deepestNesting = 5;

/** Texts and tags count as elements too. */
export const elementCount: CardRule = ({ card }) =>
  taggedParts(card).length > mostElements ? [overLimit('element exceeds the limit')] : [];

export const tableCount: CardRule = ({ placed }) =>
  placed.filter(({ tag }) => tag === 'table').length > mostTables
    ? [overLimit('card table number over limit')]
    : [];

/** A column belongs to its column set and is no level of its own. */
export const nesting: CardRule = ({ placed }) =>
  placed.some((element) => levelsAround(ancestorsOf(element)) > deepestNesting)
    ? [overLimit('nesting of containers exceeds the limit')]
    : [];

function levelsAround(containers: readonly { tag: string }[]): number {
  return containers.filter(({ tag }) => tag !== 'column').length;
}

/** An `element_id` names one element; its form is checked with the other properties. */
export const uniqueElementIds: CardRule = ({ card }) => {
  const ids = taggedParts(card).flatMap(({ part }) => propertyOf(part, 'element_id') ?? []);
  const repeated = ids.find((id, place) => ids.indexOf(id) !== place);
  return repeated === undefined ? [] : [notJson(`repeated element_id ${repeated}`)];
};
