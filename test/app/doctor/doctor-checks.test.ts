import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Config, readConfig } from '../../../src/app/config.ts';
import { runChecks } from '../../../src/app/doctor/check.ts';
import { feishuChecks } from '../../../src/app/doctor/checks.ts';
import { type FeishuConfig, gatherFacts } from '../../../src/app/doctor/facts.ts';
import type { Finding } from '../../../src/app/doctor/finding.ts';
import type { LocalFacts } from '../../../src/app/doctor/local-facts.ts';
import { createLog } from '../../../src/log.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { systemClock } from '../../../src/sync/clock.ts';
import { findingLines } from '../../../src/wording/doctor/labels.ts';
import { closedAfterTest } from '../../support/closed-after-test.ts';
import { callsOf, control } from '../../support/tables.ts';

const quietMachine: LocalFacts = {
  dataDir: '/nowhere',
  database: { kind: 'sound', version: '0001', isOlder: false, lastEventAt: null },
  service: async () => null,
};

async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return closedAfterTest(
    await startSandbox({ host: '127.0.0.1', port: 0, dataDir: null, seed: 'example', ...options }),
  );
}

function configFor(sandbox: Sandbox, over: Record<string, string> = {}): FeishuConfig {
  const reading = readConfig({
    FEISHU_DOMAIN: sandbox.url,
    FEISHU_APP_ID: sandbox.appId,
    FEISHU_APP_SECRET: sandbox.appSecret,
    BITABLE_APP_TOKEN: sandbox.baseToken,
    FEISHU_EVENT_MODE: 'websocket',
    ...over,
  });
  const config: Config | null = reading.kind === 'ok' ? reading.config : null;
  if (config?.mode !== 'feishu') throw new Error(JSON.stringify(reading));
  return config;
}

/** A clock on which waiting takes no time. */
function hastyClock() {
  let slept = 0;
  return {
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic() + slept,
    async sleep(ms: number) {
      slept += ms;
    },
  };
}

async function examine(
  config: FeishuConfig,
  { local = quietMachine, write = false, clock = hastyClock() } = {},
): Promise<Finding[]> {
  const facts = gatherFacts({ config, clock, log: createLog('silent') });
  const findings: Finding[] = [];
  for await (const finding of runChecks(feishuChecks(local, write), facts)) findings.push(finding);
  return findings;
}

const badOnes = (findings: readonly Finding[]) => findings.filter(({ mark }) => mark === 'bad');

describe('a Base that is as it should be', () => {
  it('has nothing to be mended, and doctor leaves no trace in it', async () => {
    const sandbox = await start();
    const before = await control(sandbox.url, 'GET', 'tables/学员总表');
    const findings = await examine(configFor(sandbox), { write: true });
    expect(badOnes(findings)).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual([
      ...['platform', 'app', 'scopes', 'base', 'permissions', 'advanced', 'tables', 'fields'],
      ...['capacity', 'duplicates', 'search', 'bot', 'commands', 'events', 'events'],
    ]);
    const after = await control(sandbox.url, 'GET', 'tables/学员总表');
    expect(after).toMatchObject({ records: (before as { records: unknown }).records });
  });

  it('writes nothing unless it is asked to, and opens no connection', async () => {
    const sandbox = await start();
    await examine(configFor(sandbox));
    const calls = await callsOf(sandbox.url);
    const writing = calls.filter(({ method, path }) => method !== 'GET' && !/search$|internal$/.test(path));
    expect(writing.map(({ path }) => path)).toEqual(['/callback/ws/endpoint']);
  });
});

interface Trouble {
  name: string;
  options?: Partial<SandboxOptions>;
  env?: Record<string, string>;
  field?: object;
  rows?: object;
  code: string;
  says: RegExp;
}

const everyScope = [
  ...['bitable:app', 'im:message', 'im:message.p2p_msg:readonly', 'im:message.group_at_msg:readonly'],
  ...['im:resource', 'application:app_slash_command:read', 'application:app_slash_command:write'],
];
const without = (scope: string) => everyScope.filter((each) => each !== scope);
const learner = (userId: string) => ({ cells: { 用户ID: userId } });
const enrollment = { cells: { 用户ID: 'u_double_0001', 课程: '入门', 学习日期: Date.UTC(2026, 4, 15, 16) } };

const troubles: Trouble[] = [
  {
    name: 'a server that is no platform',
    options: {
      faults: [
        {
          method: 'POST',
          path: '*/internal',
          times: 99,
          action: { kind: 'answer', httpStatus: 404, body: 'no such page' },
        },
      ],
    },
    code: 'not_open_platform',
    says: /^✗ 连接飞书：.*FEISHU_DOMAIN/s,
  },
  {
    name: 'a clock that is wrong',
    options: { settings: { clockSkewMs: 300_000 } },
    code: 'clock_off',
    says: /相差 (?:299|300|301) 秒.*时间同步/s,
  },
  {
    name: 'a wrong secret',
    env: { FEISHU_APP_SECRET: 'wrong' },
    code: 'wrong_app_secret',
    says: /App Secret 不正确.*FEISHU_APP_SECRET/s,
  },
  {
    name: 'a stopped app',
    options: { settings: { appStatus: 'stopped' } },
    code: 'wrong_app_secret',
    says: /应用已停用/,
  },
  {
    name: 'a missing scope',
    options: { settings: { scopes: without('im:resource') } },
    code: 'missing_scope',
    says: /没有开通 im:resource（机器人收发消息和文件）.*auth\?q=im:resource 开通.*发布/s,
  },
  {
    name: 'a scope that nobody has approved yet',
    options: { settings: { scopes: without('im:resource'), requestedScopes: ['im:resource'] } },
    code: 'missing_scope',
    says: /im:resource.*已申请，还没有生效.*管理后台审核/s,
  },
  {
    name: 'a Base that is not there',
    env: { BITABLE_APP_TOKEN: 'NoSuchBaseTokenAnywhere0001' },
    code: 'wrong_base_token',
    says: /找不到配置中的多维表格.*BITABLE_APP_TOKEN/s,
  },
  {
    name: 'an app that is no collaborator',
    options: { settings: { documentRole: 'none' } },
    code: 'not_collaborator',
    says: /还不能访问.*添加文档应用/s,
  },
  {
    name: 'an app that may only read',
    options: { settings: { documentRole: 'view' } },
    code: 'no_write_permission',
    says: /不能编辑.*可编辑/s,
  },
  {
    name: '高级权限 and an app that does not manage',
    options: { settings: { documentRole: 'edit', isAdvanced: true } },
    code: 'records_hidden',
    says: /不是“可管理”.*可管理/s,
  },
  {
    name: 'a table that is not there',
    env: { BITABLE_LEARNER_TABLE: '没有这张表' },
    code: 'table_missing',
    says: /找不到数据表：没有这张表/,
  },
  {
    name: 'a missing field',
    field: { action: 'delete', table: '学员总表', field: '昵称' },
    code: 'tables_unfit',
    says: /「学员总表」缺少字段“昵称”.*npm run setup/s,
  },
  {
    name: 'a field of the wrong type',
    field: { action: 'change', table: '学习记录表', field: '学习日期', type: 1 },
    code: 'tables_unfit',
    says: /“学习日期”是“文本”字段.*类型改为“日期”/s,
  },
  {
    name: 'a link that takes one record',
    field: { action: 'change', table: '学员总表', field: '学习记录', property: { multiple: false } },
    code: 'tables_unfit',
    says: /“学习记录”只能关联一条记录.*允许添加多条记录/s,
  },
  {
    name: 'a learner who is there twice',
    rows: { table: '学员总表', records: [learner('u_double_0001'), learner(' u_double_0001')] },
    code: 'learners_double',
    says: /1 个用户ID 不止一条：u_double_0001（rec\w+、rec\w+）.*再删除多余的/s,
  },
  {
    name: 'an enrollment that is there twice',
    rows: { table: '学习记录表', records: [enrollment, enrollment] },
    code: 'enrollments_double',
    says: /1 组同一学员、课程、日期的记录：u_double_0001（rec\w+、rec\w+）/s,
  },
  {
    name: 'an app without a bot',
    options: {
      faults: [
        {
          method: 'GET',
          path: '*/bot/v3/info',
          times: 9,
          action: { kind: 'answer', body: { code: 11205, msg: 'app do not have bot' } },
        },
      ],
    },
    code: 'no_bot_ability',
    says: /没有机器人能力.*添加应用能力/s,
  },
  {
    name: 'an app that nobody has enabled',
    options: {
      faults: [
        {
          method: 'GET',
          path: '*/bot/v3/info',
          times: 9,
          action: {
            kind: 'answer',
            body: { code: 0, msg: 'ok', bot: { activate_status: 3, app_name: '同步', open_id: 'ou_bot' } },
          },
        },
      ],
    },
    code: 'app_disabled',
    says: /✗ 机器人：应用没有启用.*应用管理里启用/s,
  },
  {
    name: 'an app that gets no long connection',
    options: { settings: { mostConnections: 0 } },
    code: 'connection_refused',
    says: /不给长连接地址（错误码 1000040350）.*使用长连接接收/s,
  },
];

describe('what has to be mended is told once, with what to click', () => {
  it.each(troubles)('$name', async ({ options, env, field, rows, code, says }) => {
    const sandbox = await start(options);
    if (field !== undefined) await control(sandbox.url, 'POST', 'fields', field);
    if (rows !== undefined) await control(sandbox.url, 'POST', 'records', rows);
    const bad = badOnes(await examine(configFor(sandbox, env)));
    expect(bad.map((finding) => finding.code)).toEqual([code]);
    expect(bad.map(findingLines).join('\n')).toMatch(says);
  });

  it('a server that does not answer', async () => {
    const sandbox = await start();
    const config = configFor(sandbox);
    await sandbox.close();
    const findings = await examine(config);
    expect(badOnes(findings)).toEqual([
      expect.objectContaining({ check: 'platform', code: 'feishu_unreachable' }),
    ]);
    expect(findings.filter(({ mark }) => mark === 'good')).toEqual([]);
  });

  it('a search that does not show what was written, and the record is taken out all the same', async () => {
    const sandbox = await start({ settings: { searchLagMs: 3_600_000 } });
    const bad = badOnes(await examine(configFor(sandbox), { write: true }));
    expect(bad.map(findingLines).join()).toMatch(/15 秒后还搜不到（已删除）/);
    expect(JSON.stringify(await control(sandbox.url, 'GET', 'tables/学员总表'))).not.toContain('检查-');
  });

  it('a record that could not be taken out is named', async () => {
    const faults = [
      {
        method: 'DELETE' as const,
        path: '*/records/*',
        times: 99,
        action: { kind: 'answer' as const, code: 1254302 },
      },
    ];
    const sandbox = await start({ faults });
    const bad = badOnes(await examine(configFor(sandbox), { write: true }));
    expect(bad.map(findingLines).join()).toMatch(/测试记录（rec\w+）没有删除成功.*手工删除/s);
  });
});

describe('what works, but should be known', () => {
  it('a one-way link', async () => {
    const sandbox = await start({ seed: 'empty' });
    const property = { table_id: sandbox.learnerTableId };
    await control(sandbox.url, 'POST', 'fields', {
      action: 'change',
      table: '学习记录表',
      field: '关联到学员总表',
      type: 18,
      property,
    });
    const findings = await examine(configFor(sandbox));
    expect(badOnes(findings)).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ mark: 'advice', code: 'one_way_link' }));
  });

  it('enrollments that may be there twice', async () => {
    const sandbox = await start();
    await control(sandbox.url, 'POST', 'records', { table: '学习记录表', records: [enrollment, enrollment] });
    expect(badOnes(await examine(configFor(sandbox, { ENROLLMENT_POLICY: 'append' })))).toEqual([]);
  });

  it('where a login has to be allowed to come back to', async () => {
    const sandbox = await start();
    const env = { UPLOAD_LOGIN: 'feishu', PUBLIC_URL: 'https://sync.example.org' };
    const findings = await examine(configFor(sandbox, env));
    expect(findings.map(findingLines).join('\n')).toContain('https://sync.example.org/login/feishu/callback');
  });
});

describe('events', () => {
  const running = (bot: string | null, lastEventAt: number | null): LocalFacts => ({
    ...quietMachine,
    database: { kind: 'sound', version: '0001', isOlder: false, lastEventAt },
    service: async () => ({ bot }),
  });
  const eventsOf = (findings: readonly Finding[]) =>
    findings.filter(({ check }) => check === 'events').map(findingLines);

  it('that arrived lately are told of', async () => {
    const local = running('connected', systemClock.now() - 120_000);
    const lines = eventsOf(await examine(configFor(await start()), { local }));
    expect(lines).toEqual(['✓ 接收消息：长连接可以建立。', '✓ 接收消息：最近一条消息在 2 分钟前收到。']);
  });

  it('that came long ago are none', async () => {
    const local = running('connected', systemClock.now() - 3 * 24 * 3_600_000);
    const lines = eventsOf(await examine(configFor(await start()), { local }));
    expect(lines.join()).toContain('最近两天没有收到过消息');
  });

  it('cannot arrive at a service that is not connected', async () => {
    const lines = eventsOf(await examine(configFor(await start()), { local: running('connecting', null) }));
    expect(lines.join('\n')).toMatch(
      /✗ 接收消息：服务在运行，但没有连上.*！ 接收消息：最近两天没有收到过消息/s,
    );
  });

  it('cannot arrive at an address at which nobody answers', async () => {
    const keys = { FEISHU_VERIFICATION_TOKEN: 'token', FEISHU_ENCRYPT_KEY: 'key' };
    const env = { FEISHU_EVENT_MODE: 'webhook', ...keys, PORT: '1' };
    const findings = await examine(configFor(await start(), env), { local: running('webhook', null) });
    expect(badOnes(findings).map(findingLines).join()).toMatch(
      /✗ 接收消息：http:\/\/127\.0\.0\.1:1\/feishu\/events 没有回答。.*反向代理.*PUBLIC_URL/s,
    );
  });

  it.each([
    { status: 200, says: /^✓ 接收消息：.*能正确回答/ },
    { status: 401, says: /^✗ 接收消息：.*不接受签名正确的消息（HTTP 401）.*FEISHU_ENCRYPT_KEY/s },
  ])('are tried with a signed probe, answered with $status', async ({ status, says }) => {
    const server = createServer((_request, response) => response.writeHead(status).end('{}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const keys = { FEISHU_VERIFICATION_TOKEN: 'token', FEISHU_ENCRYPT_KEY: 'key' };
    const env = { FEISHU_EVENT_MODE: 'webhook', ...keys, PORT: String(port) };
    const [line] = eventsOf(
      await examine(configFor(await start(), env), { local: running('webhook', null) }),
    );
    expect(line).toMatch(says);
  });
});
