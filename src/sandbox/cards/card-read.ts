import type { CardProblem } from './card-problem.ts';
import type { PlacedElement } from './placed-elements.ts';

/** A card whose frame is right, and its components. */
export interface CardRead {
  card: object;
  placed: readonly PlacedElement[];
  /** Whether this open_id or union_id belongs to a person. */
  isPerson(id: string): boolean;
}

/** What one rule has against a card. */
export type CardRule = (read: CardRead) => CardProblem[];
