import { toAppError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { openStore } from '../../store/open-store.ts';
import type { SaidIdColumn, SyncStore } from '../../sync/sync-store.ts';
import * as say from '../../wording/doctor/local-findings.ts';
import { explainErrorCode } from '../../wording/explain-error.ts';
import { nextSteps } from '../../wording/next-steps.ts';
import type { Config } from '../config.ts';
import { storePlaceOf } from '../store-place.ts';
import { targetOf } from '../target-of.ts';
import { bad, type Finding, good, type Saying } from './finding.ts';
import type { LocalFacts } from './local-facts.ts';

/** Which columns are the 用户ID because people have said so, each with how to take it back. */
export async function checkIdColumns(config: Config, local: LocalFacts, log: Logger): Promise<Finding[]> {
  const sayings = await sayIdColumns(config, local, log).catch((thrown: unknown) => [unreadable(thrown)]);
  return sayings.map((saying) => ({ check: 'id_columns', ...saying }));
}

async function sayIdColumns(config: Config, local: LocalFacts, log: Logger): Promise<Saying[]> {
  const said = await withSyncs(config, local, log, (syncs) => syncs.listIdColumns(targetOf(config)));
  return said === null || said.length === 0 ? [good(say.noIdColumns)] : said.map(sayOne);
}

function sayOne(said: SaidIdColumn): Saying {
  return { mark: 'good', code: 'id_column', ...say.idColumn(said) };
}

function unreadable(thrown: unknown): Saying {
  const { code, details } = toAppError(thrown);
  return bad(code, explainErrorCode(code, details, nextSteps('cli', false)));
}

/**
 * Lets files with this column be asked about again.
 * @returns how many answers are forgotten
 */
export async function forgetIdColumn(
  config: Config,
  local: LocalFacts,
  log: Logger,
  title: string,
): Promise<number> {
  const forgotten = await withSyncs(config, local, log, (syncs) =>
    syncs.forgetIdColumn(targetOf(config), title),
  );
  return forgotten ?? 0;
}

/** null where there is no store that could be opened without making or changing one. */
async function withSyncs<Result>(
  config: Config,
  { database }: LocalFacts,
  log: Logger,
  use: (syncs: SyncStore) => Promise<Result>,
): Promise<Result | null> {
  const place = storePlaceOf(config);
  const isThere = database.kind === 'sound' && !database.isOlder;
  if (!place.databaseUrl && !isThere) return null;
  const store = await openStore({ ...place, log });
  try {
    return await use(store.syncs);
  } finally {
    await store.close();
  }
}
