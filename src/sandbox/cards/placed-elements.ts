import { components } from './components.ts';

/** One component where it stands in the card. */
export interface PlacedElement {
  /** '' where it has none. */
  tag: string;
  element: unknown;
  /** As refusals name the place: `ROOT -> body -> elements -> [2](tag: table)`. */
  path: string;
  /** null at the root. */
  parent: PlacedElement | null;
}

/** All components, each before those inside it. */
export function placedElements(elements: readonly unknown[]): PlacedElement[] {
  return placedIn(elements, 'ROOT -> body -> elements', null);
}

function placedIn(elements: readonly unknown[], path: string, parent: PlacedElement | null): PlacedElement[] {
  return elements.flatMap((element, index) => {
    const tag = String(propertyOf(element, 'tag') ?? '');
    const placed = { tag, element, path: `${path} -> [${index}](tag: ${tag})`, parent };
    const holds = components.get(tag)?.holds ?? null;
    const inside = holds === null ? [] : propertyOf(element, holds);
    return [placed, ...(Array.isArray(inside) ? placedIn(inside, `${placed.path} -> ${holds}`, placed) : [])];
  });
}

/** The containers around it, the innermost first. */
export function ancestorsOf({ parent }: PlacedElement): PlacedElement[] {
  return parent === null ? [] : [parent, ...ancestorsOf(parent)];
}

/** A property of what may be an object. */
export function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Opaque values of the app; never inspected. */
const opaque = ['value', 'chart_spec', 'rows'];

/** Everything that has a tag, at any depth, the card's texts and tags included. */
export function taggedParts(value: unknown): { tag: string; part: object }[] {
  if (typeof value !== 'object' || value === null) return [];
  const tag = propertyOf(value, 'tag');
  const inside = Object.entries(value)
    .filter(([key]) => !opaque.includes(key))
    .flatMap(([, inner]) => taggedParts(inner));
  return typeof tag === 'string' ? [{ tag, part: value }, ...inside] : inside;
}
