import type { CardPeople } from '../cards/card-read.ts';
import type { SandboxContext } from '../context.ts';
import { isKnownId } from '../state/people.ts';

/** The people of this platform, as cards may show them. */
export function cardPeople({ settings }: SandboxContext): CardPeople {
  return { isPerson: isKnownId, elements: settings().personElements };
}
