import { type CardProblem, shapeProblem, unsupported } from './card-problem.ts';
import type { CardRule } from './card-read.ts';
import { components } from './components.ts';
import type { PlacedElement } from './placed-elements.ts';

/** Every component exists in JSON 2.0, stands where it may, and has only properties and values that it can have. */
export const knownComponents: CardRule = ({ placed }) => placed.flatMap(problemsOf);

function problemsOf({ tag, element, path, parent }: PlacedElement): CardProblem[] {
  const component = components.get(tag);
  const inColumnSet = parent?.tag === 'column_set';
  const isPlaced =
    component?.where === 'root' ? parent === null : inColumnSet === (component?.where === 'column_set');
  if (component === undefined || !isPlaced) return [unsupported(path, `tag ${tag}`)];
  const read = component.shape.safeParse(element);
  return read.success ? [] : [shapeProblem(read.error, path)];
}
