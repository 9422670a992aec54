import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runSyncCommand } from '../../src/app/commands/sync-command.ts';
import type { SyncJson } from '../../src/http/sync-json.ts';
import { post, settled, syncFile } from '../support/api.ts';
import { expectFieldOutcome } from '../support/expect-field-outcome.ts';
import { answerOf, fieldCases, fieldFile, prepareBase, type Step } from '../support/field-cases.ts';
import {
  type CommandResult,
  type Environment,
  type Harness,
  openHarness,
  runCli,
} from '../support/processes.ts';
import { control, readTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());
beforeEach(() => control(harness.sandbox.url, 'POST', 'reset', { seed: 'empty' }));

function operatorFields({ course, date }: Step): Record<string, string> {
  return { ...(course === undefined ? {} : { course }), ...(date === undefined ? {} : { date }) };
}

/** Uploads through the API and answers what it is asked; nothing may be written before. */
async function syncByApi(step: Step): Promise<SyncJson> {
  const { url } = harness.service;
  const first = await syncFile(url, fieldFile(step), operatorFields(step));
  const sheets = first.needs?.sheets ?? [];
  if (step.asks !== undefined) expect(sheets.length).toBeGreaterThan(1);
  if (sheets.length === 0) return first;
  expect([step.asks, step.mayAsk]).toContain('sheets');
  if (step.sheets !== undefined) expect(sheets).toEqual(step.sheets);
  const { learners, enrollments } = await readTables(harness.sandbox.url);
  expect([learners.length, enrollments.length]).toEqual([0, 0]);
  await post(url, `/api/syncs/${first.id}/input`, { sheets: answerOf(step, sheets) });
  return settled(url, first.id);
}

describe.each(fieldCases)('the field case %s', (_, fieldCase) => {
  it(`comes to what it must through the API: ${fieldCase.what}`, async () => {
    await prepareBase(fieldCase, harness.sandbox.url);
    for (const step of fieldCase.steps)
      await expectFieldOutcome(await syncByApi(step), step, harness.sandbox.url);
  });
});

/** Every so many cases the command runs as people run it, in a process of its own, which takes seconds. */
const processEvery = 10;

describe.each(fieldCases.map(([name, fieldCase], index) => ({ name, fieldCase, index })))(
  'the field case $name',
  ({ fieldCase, index }) => {
    it('comes to the same on the command line', async () => {
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
          await expectFieldOutcome(
            await syncByCli((args) => run(args, env), path, step),
            step,
            harness.sandbox.url,
          );
        }
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  },
);

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
async function syncByCli(
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
