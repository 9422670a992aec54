import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @typedef {{ ms: number, cpuMs: number }} Took */

const program = fileURLToPath(new URL('bare-loop.mjs', import.meta.url));

/**
 * @param {'bare' | 'ours' | 'row_by_row'} side @param {number} rows @param {number} ms a call
 * @returns {Took} what it took, in a process of its own
 */
export function runSide(side, rows, ms) {
  return JSON.parse(execFileSync(process.execPath, [program, String(rows), side, String(ms)]).toString());
}

/** Both sides one right after the other, since only their ratio means anything. @param {number} rows @param {number} ms a call */
export function compareSides(rows, ms) {
  return { bare: runSide('bare', rows, ms), ours: runSide('ours', rows, ms) };
}
