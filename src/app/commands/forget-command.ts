import { existsSync } from 'node:fs';
import { toAppError } from '../../errors.ts';
import { createLog } from '../../log.ts';
import { mentionsUser } from '../../roster/read/mentions-user.ts';
import { cleanUserId } from '../../roster/user-id.ts';
import { openStore } from '../../store/open-store.ts';
import { systemClock } from '../../sync/clock.ts';
import { forgetPerson } from '../../sync/queue/forget-person.ts';
import { aliasesOf } from '../../sync/upload-rules.ts';
import { refusesToStart } from '../../wording/config-problems.ts';
import * as say from '../../wording/forget-sentences.ts';
import type { Config } from '../config.ts';
import { readOwnConfig } from '../environment.ts';
import { storePlaceOf } from '../store-place.ts';
import { targetOf } from '../target-of.ts';
import { printProblem } from './print-problem.ts';

/**
 * Takes one person out of the data folder.
 * @param args what stands behind `forget` on the command line: the person's 用户ID
 * @returns 0 if nothing of the person is kept any more, 1 if nothing was deleted
 */
export async function runForgetCommand(args: readonly string[]): Promise<number> {
  const [given = '', ...others] = args;
  const userId = cleanUserId(given);
  if (userId === '' || given.startsWith('-') || others.length > 0) return printProblem(say.forgetUsage);
  const configured = readOwnConfig();
  if (configured.kind === 'refused') return printProblem(refusesToStart(configured.problems));
  return forget(userId, configured.config);
}

type Aliases = ReturnType<typeof aliasesOf>;

async function forget(userId: string, config: Config): Promise<number> {
  const place = storePlaceOf(config);
  // A new folder would hold nobody, and that answer would be taken for the truth.
  if (!place.databaseUrl && !existsSync(place.dataDir)) return printProblem(say.noDataIn(place.dataDir));
  const log = createLog('warn');
  const store = await openStore({ ...place, log });
  try {
    const said = await store.syncs.listIdColumns(targetOf(config));
    const aliases = said.reduce<Aliases>(
      (extraAliases, { title: idColumn }) => aliasesOf({ extraAliases, idColumn }),
      config.extraAliases,
    );
    const mentions = (bytes: Uint8Array) => mentionsUser(bytes, userId, aliases);
    const outcome = await forgetPerson({ people: store.people, mentions, clock: systemClock }, userId);
    if (outcome.kind === 'in_use') return printProblem(say.forgetLater(outcome.numbers));
    console.log(say.forgetLines(userId, outcome.forgotten).join('\n'));
    return 0;
  } catch (thrown) {
    if (toAppError(thrown).code !== 'internal') throw thrown;
    // Part of it may be deleted already, which the sentence for any other fault would not say.
    log.error({ err: thrown }, 'the command failed');
    return printProblem(say.forgettingFailed);
  } finally {
    await store.close();
  }
}
