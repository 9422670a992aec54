import { tryUndos } from './try-undos.ts';

/** Tries so many undos at random and says how many there were. @returns true; @throws at the first violation */
export async function simulateUndos(count: number, seed: number): Promise<boolean> {
  const startedAt = performance.now();
  const { cases, takenBack } = await tryUndos(count, seed);
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  console.log(
    `${cases} cases in ${minutes} min, ${takenBack} of them with something to take back: no violation`,
  );
  return true;
}
