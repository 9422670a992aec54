import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createLog } from '../../log.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { undoSync } from '../../sync/queue/undo-sync.ts';
import { refusesToStart } from '../../wording/config-problems.ts';
import { explainRefusal } from '../../wording/explain-refusal.ts';
import { noDataIn } from '../../wording/forget-sentences.ts';
import * as say from '../../wording/undo-command-sentences.ts';
import type { Config } from '../config.ts';
import { readOwnConfig } from '../environment.ts';
import { rulesOf } from '../rules-of.ts';
import { storePlaceOf } from '../store-place.ts';
import { targetOf } from '../target-of.ts';
import { flagProblem } from './flag-problem.ts';
import { type CommandProblem, reportProblem, wantsJson } from './print-problem.ts';
import { followAndConfirm, printResult } from './sync-command.ts';

/** Minutes for which an undo that waits for Feishu is waited for, as with a sync. */
const waitMinutes = 15;

/**
 * Takes a sync back and follows that to its end.
 * @param args what stands behind `undo` on the command line: the number of the sync, `--yes`, `--json`
 * @returns 0 if all that could be taken back is, 2 if something failed, 3 if somebody has to confirm it, 1 if nothing was done
 */
export async function runUndoCommand(args: readonly string[]): Promise<number> {
  const json = wantsJson(args);
  const reading = readUndoArguments(args);
  if (reading.kind === 'refused') return reportProblem(reading.problem, json);
  const configured = readOwnConfig();
  if (configured.kind === 'refused')
    return reportProblem({ code: 'invalid_settings', message: refusesToStart(configured.problems) }, json);
  return undo(reading.command, configured.config);
}

async function undo(command: UndoCommand, config: Config): Promise<number> {
  const { yes, json } = command;
  const place = storePlaceOf(config);
  // A new folder would know no sync.
  if (!place.databaseUrl && !existsSync(place.dataDir))
    return reportProblem({ code: 'data_gone', message: noDataIn(place.dataDir) }, json);
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const store = await openStore({ ...place, log });
  try {
    const asked = await ask(store, config, command);
    if (asked.kind === 'refused') return reportProblem(asked.problem, json);
    const following = {
      id: asked.id,
      store,
      config,
      log,
      command: { yes, json, waitMinutes, idColumn: null },
    };
    return await printResult(await followAndConfirm(following), store, config, json);
  } finally {
    await store.close();
  }
}

interface UndoCommand {
  number: number;
  yes: boolean;
  json: boolean;
}

type UndoReading = { kind: 'command'; command: UndoCommand } | { kind: 'refused'; problem: CommandProblem };

const options = { yes: { type: 'boolean' }, json: { type: 'boolean' } } as const;

function readUndoArguments(args: readonly string[]): UndoReading {
  const refused = (message: string): UndoReading => ({
    kind: 'refused',
    problem: { code: 'invalid_arguments', message, hint: say.seeUndoHelp },
  });
  const problem = flagProblem(args, options);
  if (problem !== null) return refused(problem);
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
  const [typed = '', ...others] = positionals;
  const number = /^#?([1-9]\d{0,8})$/.exec(typed)?.[1];
  if (number === undefined || others.length > 0) return refused(say.oneNumber);
  return {
    kind: 'command',
    command: { number: Number(number), yes: values.yes ?? false, json: values.json ?? false },
  };
}

type Asked = { kind: 'asked'; id: string } | { kind: 'refused'; problem: CommandProblem };

async function ask(store: Store, config: Config, { number, yes }: UndoCommand): Promise<Asked> {
  const of = await store.syncs.getByNumber(number);
  if (of === null)
    return { kind: 'refused', problem: { code: 'sync_not_found', message: say.unknownNumber(number) } };
  const requests = {
    syncs: store.syncs,
    newId: randomUUID,
    now: () => new Date(),
    target: targetOf(config),
    policies: rulesOf(config).policies,
  };
  const who = { who: { kind: 'anybody' }, key: null, origin: null, askedBy: null, source: 'cli' } as const;
  const outcome = await undoSync(requests, { of, confirmed: yes, ...who });
  if (outcome.kind === 'added' || outcome.kind === 'under_way') return { kind: 'asked', id: outcome.sync.id };
  return { kind: 'refused', problem: { code: outcome.kind, ...explainRefusal(outcome.kind) } };
}
