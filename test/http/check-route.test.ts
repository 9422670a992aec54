import { expect, it } from 'vitest';
import { closedAfterTest } from '../support/closed-after-test.ts';
import { startApp } from './start-app.ts';

const lines = ['✗ 文档权限：应用不能编辑这个多维表格。'];

it('检查连接 is for those who are logged in', async () => {
  let asked = 0;
  const checkConnection = async () => {
    asked += 1;
    return { ok: false, lines };
  };
  const access = { kind: 'password' as const, password: 'correct horse', secret: 'secret' };
  const app = closedAfterTest(await startApp({ checkConnection, access }));
  expect((await fetch(`${app.url}/api/check`)).status).toBe(401);
  expect(asked).toBe(0);

  const authorization = `Basic ${Buffer.from('any:correct horse').toString('base64')}`;
  const answer = await fetch(`${app.url}/api/check`, { headers: { authorization } });
  expect(await answer.json()).toEqual({ ok: false, lines });
});
