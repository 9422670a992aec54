import type { Card } from '../../../src/feishu/cards/card-parts.ts';

interface Part extends Record<string, unknown> {
  tag: string;
}

/** Every part of a card with a tag, also those inside others; Feishu counts them the same way. */
export function partsOf(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(partsOf);
  return isPart(value) ? [value, ...inside] : inside;
}

function isPart(value: object): value is Part {
  return 'tag' in value && typeof value.tag === 'string';
}

/** Bytes of the request that carries the card, but for its other fields. */
export function bytesOf(card: Card): number {
  return Buffer.byteLength(JSON.stringify({ content: JSON.stringify(card) }));
}
