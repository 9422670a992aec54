import { parseArgs } from 'node:util';
import { tryUndos } from './try-undos.ts';

/** `npm run simulate -- --undo [--cases 10000] [--seed N]` */
const { values } = parseArgs({
  options: {
    undo: { type: 'boolean', default: false },
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});

if (!values.undo) throw new Error('--undo is all that there is to try');
const startedAt = performance.now();
const { cases, takenBack } = await tryUndos(Number(values.cases), Number(values.seed));
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
console.log(
  `${cases} cases in ${minutes} min, ${takenBack} of them with something to take back: no violation`,
);
