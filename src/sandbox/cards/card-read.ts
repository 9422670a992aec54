import type { CardProblem } from './card-problem.ts';
import type { PlacedElement } from './placed-elements.ts';

/** A card whose frame is right, and its components. */
export interface CardRead {
  card: object;
  placed: readonly PlacedElement[];
  people: CardPeople;
}

/** How a card may show people. */
export interface CardPeople {
  /** Whether this open_id or union_id belongs to a person. */
  isPerson(id: string): boolean;
  /** Whether `person` and `person_list` may stand in it. */
  elements: 'accepted' | 'refused';
}

/** What one rule has against a card. */
export type CardRule = (read: CardRead) => CardProblem[];
