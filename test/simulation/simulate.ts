import { parseArgs } from 'node:util';
import { simulateUndos } from '../undo/simulate-undos.ts';
import { checkWorld, worldOf } from './check-seed.ts';
import { describeFailure } from './describe-failure.ts';
import { addUp, describeLedger, type Ledger, newLedger } from './ledger.ts';
import { tryPlantedBugs } from './planted/try-planted-bugs.ts';
import { openStoreForWorlds, type StoreForWorlds } from './service/store-for-worlds.ts';

/** `npm run simulate -- --seeds 1000 [--from N] [--minutes M] [--path P] [--planted] [--bug NAME]`, or `-- --undo [--cases N] [--from N]` */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '600' },
    path: { type: 'string', default: '' },
    planted: { type: 'boolean', default: false },
    bug: { type: 'string', default: '' },
    trace: { type: 'boolean', default: false },
    undo: { type: 'boolean', default: false },
    cases: { type: 'string', default: '10000' },
  },
});

const stores = await openStoreForWorlds();
const range = {
  from: Number(values.from),
  count: Number(values.seeds),
  endsAt: Date.now() + Number(values.minutes) * 60_000,
};
// Whoever has seen enough still wants the numbers.
process.once('SIGINT', () => {
  range.endsAt = 0;
});
try {
  process.exitCode = (await run(stores)) ? 0 : 1;
} finally {
  await stores.close();
}

async function run(stores: StoreForWorlds): Promise<boolean> {
  if (values.undo) return simulateUndos(Number(values.cases), range.from);
  if (values.planted) return tryPlantedBugs(stores, range, values.bug);
  const ledger = newLedger();
  for (let seed = range.from; seed < range.from + range.count && Date.now() < range.endsAt; seed += 1)
    await checkSeed(stores, seed, ledger);
  console.log(describeLedger(ledger));
  return ledger.violations === 0;
}

async function checkSeed(stores: StoreForWorlds, seed: number, ledger: Ledger): Promise<void> {
  const { history, violations } = await checkWorld(stores, worldOf(seed), null);
  addUp(ledger, history, violations);
  if (values.trace) console.log(history.trace.join('\n'));
  if (violations.length > 0) console.log(await describeFailure(stores, seed, values.path));
}
