import { existsSync } from 'node:fs';
import { toAppError } from '../errors.ts';
import { createLog } from '../log.ts';
import { mentionsUser } from '../roster/mentions-user.ts';
import { cleanUserId } from '../roster/user-id.ts';
import { openStore } from '../store/open-store.ts';
import { systemClock } from '../sync/clock.ts';
import { forgetPerson } from '../sync/queue/forget-person.ts';
import { refusesToStart } from '../wording/config-problems.ts';
import { explainErrorCode } from '../wording/explain-error.ts';
import * as say from '../wording/forget-sentences.ts';
import { type Config, readConfig } from './config.ts';
import { readEnvironment } from './environment.ts';
import { sandboxFolder } from './sandbox-mode.ts';

/** @returns 0 if nothing of the person is kept any more, 1 if nothing was deleted */
async function main(): Promise<number> {
  const [given = '', ...others] = process.argv.slice(2);
  const userId = cleanUserId(given);
  if (userId === '' || given.startsWith('-') || others.length > 0) return complain(say.forgetUsage);
  const configured = readConfig(readEnvironment());
  if (configured.kind === 'refused') return complain(refusesToStart(configured.problems));
  return forget(userId, configured.config);
}

async function forget(userId: string, config: Config): Promise<number> {
  const dataDir = config.mode === 'sandbox' ? sandboxFolder(config.dataDir) : config.dataDir;
  // A new folder would hold nobody, and that answer would be taken for the truth.
  if (!existsSync(dataDir)) return complain(say.noDataIn(dataDir));
  const store = await openStore({ dataDir, log: createLog('warn') });
  try {
    const mentions = (bytes: Uint8Array) => mentionsUser(bytes, userId, config.extraAliases);
    const outcome = await forgetPerson({ people: store.people, mentions, clock: systemClock }, userId);
    if (outcome.kind === 'in_use') return complain(say.forgetLater(outcome.numbers));
    console.log(say.forgetLines(userId, outcome.forgotten).join('\n'));
    return 0;
  } finally {
    await store.close();
  }
}

function complain(sentence: string): number {
  console.error(sentence);
  return 1;
}

process.exitCode = await main().catch((thrown: unknown) => {
  const { code, details } = toAppError(thrown);
  const { message, hint } = explainErrorCode(code, details);
  return complain(code === 'internal' ? say.forgettingFailed : message + hint);
});
