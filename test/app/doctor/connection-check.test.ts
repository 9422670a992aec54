import { expect, it } from 'vitest';
import { readConfig } from '../../../src/app/config.ts';
import { createConnectionCheck } from '../../../src/app/doctor/connection-check.ts';
import { createLog } from '../../../src/log.ts';
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { callsOf, control } from '../../support/tables.ts';

const log = createLog('silent');

function configFrom(environment: Record<string, string>) {
  const reading = readConfig(environment);
  if (reading.kind === 'refused') throw new Error(reading.problems.join());
  return reading.config;
}

it('many who ask at once are one question, and its answer is kept for some seconds', async () => {
  const sandbox = closedAfterTest(
    await startSandbox({ host: '127.0.0.1', port: 0, dataDir: null, seed: 'empty' }),
  );
  const config = configFrom({
    FEISHU_DOMAIN: sandbox.url,
    FEISHU_APP_ID: sandbox.appId,
    FEISHU_APP_SECRET: sandbox.appSecret,
    BITABLE_APP_TOKEN: sandbox.baseToken,
  });
  let now = 0;
  const check = createConnectionCheck(config, { monotonic: () => now }, log);
  const [one, other] = await Promise.all([check(), check()]);
  expect(one).toMatchObject({ ok: true });
  expect(other).toBe(one);
  const asked = (await callsOf(sandbox.url)).length;
  expect(asked).toBeLessThanOrEqual(8);

  await control(sandbox.url, 'PATCH', 'settings', { documentRole: 'view' });
  expect(await check()).toBe(one);
  now = 11_000;
  const later = await check();
  expect(later.ok).toBe(false);
  expect(later.lines.join('\n')).toMatch(/✗ 文档权限：应用不能编辑/);
});

it('in sandbox mode there is no Feishu to ask', async () => {
  const check = createConnectionCheck(configFrom({}), { monotonic: () => 0 }, log);
  expect(await check()).toEqual({ ok: true, lines: ['– 连接飞书：没有检查：演示模式不连接飞书。'] });
});
