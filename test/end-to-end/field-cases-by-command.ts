import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { runSyncCommand } from '../../src/app/commands/sync-command.ts';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { expectFieldOutcome } from '../support/expect-field-outcome.ts';
import { answerOf, fieldCases, fieldFile, prepareBase, type Step } from '../support/field-cases.ts';
import {
  type CommandResult,
  type Environment,
  type Harness,
  openHarness,
  runCli,
} from '../support/processes.ts';
import { control } from '../support/tables.ts';

/** Of so many cases one is run as people run the command, in a process of its own, which takes seconds. */
const processEvery = 10;

/** Gives each of the rosters that people have to the command line, or every so many of them. */
export function fieldCasesByCommand({ every }: { every: number }): void {
  let harness: Harness;
  beforeAll(async () => {
    harness = await openHarness();
    return () => harness.close();
  });
  const cases = fieldCases.map(([name, fieldCase], index) => ({ name, fieldCase, index }));

  describe.each(cases.filter(({ index }) => index % every === 0))(
    'the field case $name',
    ({ fieldCase, index }) => {
      it('comes to what it must on the command line', async () => {
        await control(harness.sandbox.url, 'POST', 'reset', { seed: 'empty' });
        const run = index % processEvery === 0 ? runCli : runHere;
        const folder = await mkdtemp(join(tmpdir(), 'nvc-field-'));
        // A folder of its own: what the service remembers of these people is about other tables.
        const env = { ...harness.env, DATA_DIR: join(folder, 'data') };
        try {
          await prepareBase(fieldCase, harness.sandbox.url);
          for (const step of fieldCase.steps) {
            const file = fieldFile(step);
            const path = join(folder, file.name);
            await writeFile(path, file.bytes);
            const sync = await syncByCommand((args) => run(args, env), path, step);
            await expectFieldOutcome(sync, step, harness.sandbox.url);
          }
        } finally {
          await rm(folder, { recursive: true });
        }
      });
    },
  );
}

/** The command as a function, in this process. */
async function runHere(
  args: readonly string[],
  env: Environment,
): Promise<Pick<CommandResult, 'stdout' | 'stderr'>> {
  const said = { stdout: '', stderr: '' };
  const keep = (stream: keyof typeof said) => (text: string) => {
    said[stream] += `${text}\n`;
  };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  vi.spyOn(console, 'log').mockImplementation(keep('stdout'));
  vi.spyOn(console, 'error').mockImplementation(keep('stderr'));
  try {
    await runSyncCommand(args);
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
  return said;
}

/** Without its flag the command says what is missing; with it, it goes through. */
async function syncByCommand(
  run: (args: readonly string[]) => ReturnType<typeof runHere>,
  path: string,
  step: Step,
): Promise<SyncJson> {
  const { course, date } = step;
  const flags = ['--json', ...(course ? ['--course', course] : []), ...(date ? ['--date', date] : [])];
  const first = await run([path, ...flags]);
  const asked = JSON.parse(first.stdout) as SyncJson;
  const sheets = asked.needs?.sheets ?? [];
  if (sheets.length === 0) return asked;
  expect(first.stderr).toContain('--sheet');
  const chosen = answerOf(step, sheets).flatMap((name) => ['--sheet', name]);
  return JSON.parse((await run([path, ...flags, ...chosen])).stdout) as SyncJson;
}
