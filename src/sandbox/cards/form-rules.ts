import { type CardProblem, invalidFormName, notJson } from './card-problem.ts';
import type { CardRule } from './card-read.ts';
import { interactive } from './interactive-components.ts';
import { ancestorsOf, type PlacedElement, propertyOf } from './placed-elements.ts';

/**
 * Forms, and whatever is filled in or pressed inside one, have names that occur once in a card
 * (https://open.feishu.cn/document/feishu-cards/card-callback-communication, 200530).
 */
export const formNames: CardRule = ({ placed }) => {
  const named = placed.filter((element) => element.tag === 'form' || isFormItem(element));
  const names = named.map(({ element }) => String(propertyOf(element, 'name') ?? ''));
  return named.flatMap(({ path }, place): CardProblem[] => {
    const name = names[place] ?? '';
    return name === '' || names.indexOf(name) !== place ? [invalidFormName(path, name)] : [];
  });
};

/** A form without a button that submits it is refused; the code is undocumented. */
export const formSubmits: CardRule = ({ placed }) =>
  placed
    .filter(({ tag }) => tag === 'form')
    .filter((form) => !placed.some((element) => submits(element) && ancestorsOf(element).includes(form)))
    .map(({ path }) => notJson(`${path}: form has no submit button`));

function isFormItem(element: PlacedElement): boolean {
  return Object.hasOwn(interactive, element.tag) && ancestorsOf(element).some(({ tag }) => tag === 'form');
}

function submits({ tag, element }: PlacedElement): boolean {
  if (tag !== 'button') return false;
  if (propertyOf(element, 'form_action_type') === 'submit') return true;
  const behaviors = propertyOf(element, 'behaviors');
  return (
    Array.isArray(behaviors) && behaviors.some((behavior) => propertyOf(behavior, 'behavior') === 'submit')
  );
}
