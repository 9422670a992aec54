import { maskPhones } from './shown-text.ts';

/**
 * A name as somebody typed it, for a chat that many read: phone numbers are masked, and of a very long one the beginning
 * has to do.
 */
export function shownName(name: string, longest: number): string {
  const characters = [...maskPhones(name)];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : characters.join('');
}
