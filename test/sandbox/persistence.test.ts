import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { property, startTestSandbox, type TestSandbox } from './test-sandbox.ts';

let dataDir: string;
const running: TestSandbox[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(({ sandbox }) => sandbox.close()));
  rmSync(dataDir, { recursive: true });
});

/** Starts on the same folder without closing the one before: as after a kill. */
async function start(): Promise<TestSandbox> {
  const test = await startTestSandbox({ dataDir });
  running.push(test);
  return test;
}
async function tables(test: TestSandbox) {
  return property((await test.control('GET', '/tables')).body, 'tables');
}

const token = 'fe599b60-450f-46ff-b2ef-9f6675625b97';

describe('with a data folder', () => {
  it('everything survives a kill: records, links, fields, ids, client tokens', async () => {
    const before = await start();
    const [ann = '', bob = ''] = await before.create(before.learners, [{ 用户ID: 'a' }, { 用户ID: 'b' }]);
    await before.create(before.enrollments, [{ 关联到学员总表: [bob] }, { 关联到学员总表: [ann, bob] }]);
    await before.call('POST', `${before.learners}/fields`, { field_name: '来源', type: 3 });
    await before.call('PUT', `${before.learners}/records/${ann}`, { fields: { 来源: '直播', 用户ID: null } });
    const create = (test: TestSandbox) =>
      test.call('POST', `${test.learners}/records?client_token=${token}`, { fields: { 用户ID: 'c' } });
    const created = await create(before);
    await before.call('DELETE', `${before.learners}/records/${bob}`);
    const shown = await tables(before);

    const after = await start();
    expect(await tables(after)).toEqual(shown);
    expect((await create(after)).data).toEqual(created.data);
    expect(await tables(await start())).toEqual(shown);
  });

  it('counts of changes go on', async () => {
    const revision = async (test: TestSandbox) =>
      property((await test.call('GET', `/bitable/v1/apps/${test.sandbox.baseToken}`)).data.app, 'revision');
    const before = await start();
    await before.create(before.learners, [{ 用户ID: 'a' }]);
    const seen = await revision(before);
    expect(await revision(await start())).toBe(seen);
  });

  it('a call whose line was torn off anywhere never happened; the ones before did', async () => {
    const before = await start();
    await before.create(before.learners, [{ 用户ID: 'a' }]);
    const log = join(dataDir, 'base.log');
    const whole = readFileSync(log);
    const shown = await tables(before);
    await before.create(before.learners, [{ 用户ID: '二' }, { 用户ID: 'c' }]);
    const line = readFileSync(log).subarray(whole.length);
    for (let kept = 0; kept < line.length; kept += 7) {
      writeFileSync(log, Buffer.concat([whole, line.subarray(0, kept)]));
      const after = await startTestSandbox({ dataDir });
      expect(await tables(after)).toEqual(shown);
      await after.sandbox.close();
    }
  });

  it('a damaged line in the middle is not passed over', async () => {
    await start();
    appendFileSync(join(dataDir, 'base.log'), 'damaged\n[]\n');
    await expect(start()).rejects.toThrow();
  });
});

describe('without a data folder', () => {
  it('nothing is kept', async () => {
    const first = await startTestSandbox();
    await first.create(first.learners, [{ 用户ID: 'a' }]);
    await first.sandbox.close();
    const second = await startTestSandbox();
    expect(await tables(second)).toMatchObject([{ total: 0 }, { total: 0 }]);
    await second.sandbox.close();
  });
});
