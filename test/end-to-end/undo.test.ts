import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, openHarness, runCli, runCommand } from '../support/processes.ts';
import { samplePath } from '../support/samples.ts';
import { contentOf, readTables } from '../support/tables.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const undo = (...args: string[]) => runCommand('cli.js', ['undo', ...args], harness.env);
const tables = async () => contentOf(await readTables(harness.sandbox.url));

describe('npm run undo', () => {
  it('takes a sync back once it is confirmed, and the tables are as before', async () => {
    const before = await tables();
    const synced = JSON.parse(
      (await runCli([samplePath('roster-utf8-bom.csv'), '--json'], harness.env)).stdout,
    );
    expect(await tables()).not.toEqual(before);

    const asked = await undo(String(synced.number));
    expect(asked.exitCode).toBe(3);
    expect(asked.stdout).toMatch(/最多撤销\d+条学习记录、\d+位新学员/);
    expect(asked.stderr).toContain('--yes');

    const { stdout, exitCode } = await undo(String(synced.number), '--yes', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'undo',
      undoes: synced.id,
      undo: { kept: 0, failed: 0 },
    });
    expect(await tables()).toEqual(before);

    const again = await undo(String(synced.number), '--yes');
    expect([again.exitCode, again.stderr]).toEqual([1, '这次同步已经撤销过了，没有再做什么。\n']);
  });

  it('says what it does not understand, and which numbers there are not', async () => {
    expect((await undo()).stderr).toContain('用法：npm run --silent undo');
    expect((await undo('999')).stderr).toContain('没有找到同步 #999');
    const { stdout } = await undo('999', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'sync_not_found' } });
  });
});
