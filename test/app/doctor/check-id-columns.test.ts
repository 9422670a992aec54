import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../src/app/config.ts';
import { checkIdColumns } from '../../../src/app/doctor/check-id-columns.ts';
import { gatherLocalFacts } from '../../../src/app/doctor/local-facts.ts';
import { createLog } from '../../../src/log.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { findingLines } from '../../../src/wording/doctor/labels.ts';

const log = createLog('silent');

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'nvc-id-columns-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  await (await openStore({ dataDir, log })).close();
});

function configOf() {
  const credentials = { FEISHU_APP_ID: 'cli_1', FEISHU_APP_SECRET: 's', BITABLE_APP_TOKEN: 'b' };
  const reading = readConfig({ ...credentials, DATA_DIR: dataDir });
  return reading.kind === 'ok' ? reading.config : expect.unreachable();
}

const linesOf = async (between = async () => {}) => {
  const facts = await gatherLocalFacts({ dataDir }, null);
  await between();
  return (await checkIdColumns(configOf(), facts, log)).map(findingLines);
};

it('nobody has said anything yet', async () => {
  expect((await linesOf()).join()).toMatch(/^✓ /);
});

it('what cannot be read is said, with what to do', async () => {
  const file = join(dataDir, 'sync.sqlite');
  const [lines] = await linesOf(async () => {
    await rm(file);
    await mkdir(file);
  });
  expect(String(lines)).toMatch(/^✗ /);
  expect(String(lines)).toContain('请');
});
