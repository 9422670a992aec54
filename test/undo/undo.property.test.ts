import { expect, it } from 'vitest';
import { tryUndos } from './try-undos.ts';

/** Each is two uploads, an undo and its kills over a real store; many thousands are tried by `npm run simulate -- --undo`. */
const cases = 200;

it('an undo leaves what was there before and what people and later uploads did since', async () => {
  const { takenBack } = await tryUndos(cases, 12);
  // Otherwise nothing would be tried.
  expect(takenBack).toBeGreaterThan(cases / 2);
});
