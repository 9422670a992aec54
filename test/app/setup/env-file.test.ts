import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { addToEnvFile, planEnv, shownLine } from '../../../src/app/setup/env-file.ts';

const setting = (name: string, value: string, secret = false) => ({ name, value, secret });

describe('what is added to .env', () => {
  it('is what is not set; an empty value counts as none, another value stays', () => {
    const wanted = [
      setting('FEISHU_APP_ID', 'cli_1'),
      setting('BITABLE_APP_TOKEN', 'bas'),
      setting('A', 'same'),
    ];
    expect(planEnv(wanted, { FEISHU_APP_ID: ' ', BITABLE_APP_TOKEN: 'other', A: 'same' })).toEqual({
      added: [setting('FEISHU_APP_ID', 'cli_1')],
      different: ['BITABLE_APP_TOKEN'],
    });
  });

  it('is shown without secrets', () => {
    expect(shownLine(setting('FEISHU_APP_SECRET', 'hush', true))).not.toContain('hush');
    expect(shownLine(setting('FEISHU_APP_ID', 'cli_1'))).toBe('FEISHU_APP_ID=cli_1');
  });
});

describe('the file', () => {
  let path: string;
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nvc-env-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    path = join(folder, '.env');
  });
  const modeOf = async () => (await stat(path)).mode & 0o777;

  it('is new, and for its owner alone', async () => {
    addToEnvFile(path, [setting('A', 'x#y z'), setting('B', '1')]);
    expect(parseEnv(await readFile(path, 'utf8'))).toEqual({ A: 'x#y z', B: '1' });
    expect(await modeOf()).toBe(0o600);
  });

  it('keeps every line, even the last one without an end; what is added holds', async () => {
    const before = '# mine\nA=\nC=kept';
    await writeFile(path, before);
    await chmod(path, 0o644);
    addToEnvFile(path, [setting('A', '1')]);
    const after = await readFile(path, 'utf8');
    expect(after.startsWith(`${before}\n`)).toBe(true);
    expect(parseEnv(after)).toEqual({ A: '1', C: 'kept' });
    expect(await modeOf()).toBe(0o600);
  });
});
