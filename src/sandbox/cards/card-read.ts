import type { CardProblem } from './card-problem.ts';
import type { PlacedElement } from './placed-elements.ts';

/** A card whose frame is right, and its components. */
export interface CardRead {
  card: object;
  placed: readonly PlacedElement[];
}

/** What one rule has against a card. */
export type CardRule = (read: CardRead) => CardProblem[];
