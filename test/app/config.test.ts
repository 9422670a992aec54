import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentSchema, readConfig } from '../../src/app/config.ts';

const real = { FEISHU_APP_ID: 'cli_1', FEISHU_APP_SECRET: 's', BITABLE_APP_TOKEN: 'bascn123' };

function problemsOf(environment: Record<string, string>): string[] {
  const reading = readConfig(environment);
  return reading.kind === 'refused' ? reading.problems : [];
}

function configOf(environment: Record<string, string>) {
  const reading = readConfig(environment);
  if (reading.kind === 'refused') throw new Error(reading.problems.join('\n'));
  return reading.config;
}

describe('sandbox mode', () => {
  it('starts without any configuration, on this machine only', () => {
    expect(configOf({})).toMatchObject({ mode: 'sandbox', host: '127.0.0.1', port: 3000, dataDir: './data' });
  });

  it('starts with SANDBOX=true, whatever else is set', () => {
    expect(configOf({ ...real, SANDBOX: 'true', NODE_ENV: 'production' }).mode).toBe('sandbox');
  });

  it.each<Record<string, string>>([
    { FEISHU_APP_ID: 'cli_1' },
    { FEISHU_DOMAIN: 'https://open.larksuite.com' },
    { BITABLE_APP_TOKEN: 'bascn123' },
    { PUBLIC_URL: 'https://sync.example.org', UPLOAD_PASSWORD: 'long enough' },
    { PUBLIC_URL: 'https://sync.example.org', UPLOAD_LOGIN: 'feishu' },
    { NODE_ENV: 'production' },
  ])('does not start with %j: what is missing is named', (environment) => {
    const problems = problemsOf(environment).join('\n');
    for (const name of Object.keys(real)) {
      if (name in environment) expect(problems).not.toContain(`${name}：`);
      else expect(problems).toContain(`${name}：`);
    }
  });

  it('takes an empty value for an absent one, as in a copied .env.example', () => {
    expect(configOf({ FEISHU_APP_ID: '', BITABLE_APP_TOKEN: ' ', PORT: '' }).mode).toBe('sandbox');
  });
});

describe('a real configuration', () => {
  it('needs three values; the rest has defaults', () => {
    expect(configOf(real)).toMatchObject({
      mode: 'feishu',
      host: '0.0.0.0',
      feishu: {
        appId: 'cli_1',
        appSecret: 's',
        domain: 'https://open.feishu.cn',
        baseReference: 'bascn123',
        learnerTable: '学员总表',
        enrollmentTable: '学习记录表',
      },
      policy: 'skip-existing',
      learnerUpdates: 'changed',
      retentionDays: 30,
      uploadPassword: null,
    });
  });

  it('reads lists and aliases', () => {
    const config = configOf({
      ...real,
      LEARNER_FIELDS: '姓名, 城市?，来源渠道？',
      ROSTER_COLUMNS: '用户ID:学员编号,用户ID：编号,学习日期:开课日',
    });
    expect(config.learnerFields).toEqual([
      { name: '姓名', fillOnlyIfEmpty: false },
      { name: '城市', fillOnlyIfEmpty: true },
      { name: '来源渠道', fillOnlyIfEmpty: true },
    ]);
    expect(config.extraAliases).toEqual({ 用户ID: ['学员编号', '编号'], 学习日期: ['开课日'] });
    const fields = { ENROLLMENT_FIELDS: '学习进度!, 订单号，实付金额！', ROSTER_COLUMNS: '订单号:编号' };
    expect(configOf({ ...real, ...fields }).enrollmentFields).toEqual([
      { name: '学习进度', keepUpToDate: true },
      { name: '订单号', keepUpToDate: false },
      { name: '实付金额', keepUpToDate: true },
    ]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a Base that is neither URL nor token',
      { BITABLE_APP_TOKEN: 'https://example.org/x' },
      /BITABLE_APP_TOKEN/,
    ],
    ['a domain that is no origin', { FEISHU_DOMAIN: 'feishu' }, /FEISHU_DOMAIN/],
    ['an unknown policy', { ENROLLMENT_POLICY: 'twice' }, /ENROLLMENT_POLICY.*append/],
    ['an unknown update rule', { LEARNER_UPDATES: 'never' }, /LEARNER_UPDATES/],
    ['aliases without a field', { ROSTER_COLUMNS: '学员编号' }, /ROSTER_COLUMNS/],
    [
      'aliases of a field that does not exist',
      { ROSTER_COLUMNS: 'foo:bar' },
      /ROSTER_COLUMNS.*foo.*用户ID、昵称/,
    ],
    ['a port that is none', { PORT: '70000' }, /PORT/],
    ['a short password', { UPLOAD_PASSWORD: '1234' }, /UPLOAD_PASSWORD/],
    ['one event key alone', { FEISHU_ENCRYPT_KEY: 'k' }, /FEISHU_VERIFICATION_TOKEN/],
    [
      'a public address without a login',
      { PUBLIC_URL: 'https://sync.example.org' },
      /PUBLIC_URL.*UPLOAD_LOGIN.*UPLOAD_PASSWORD/,
    ],
    ['a domain with a path', { FEISHU_DOMAIN: 'https://open.feishu.cn/open-apis' }, /FEISHU_DOMAIN.*路径/],
    ['a domain that is a page for people', { FEISHU_DOMAIN: 'https://www.feishu.cn' }, /不是飞书开放平台/],
    ['the domain of a tenant', { FEISHU_DOMAIN: 'https://nvc.feishu.cn' }, /不是飞书开放平台/],
    ['a domain of another kind', { FEISHU_DOMAIN: 'ftp://open.feishu.cn' }, /FEISHU_DOMAIN：应为完整网址/],
    [
      'a public address with a path',
      { PUBLIC_URL: 'https://example.org/sync', UPLOAD_LOGIN: 'feishu' },
      /PUBLIC_URL.*路径.*example\.org\/sync/,
    ],
    [
      'the address of a Base as a table',
      { BITABLE_LEARNER_TABLE: 'https://nvc.feishu.cn/base/bascn123' },
      /BITABLE_LEARNER_TABLE.*table=tbl/,
    ],
    ['an unknown login', { UPLOAD_LOGIN: 'wechat' }, /UPLOAD_LOGIN.*feishu/],
  ])('refuses %s, and names it', (_, changed, names) => {
    expect(problemsOf({ ...real, ...changed }).join('\n')).toMatch(names);
  });

  it('names every problem at once', () => {
    expect(problemsOf({ ...real, PORT: 'x', LOG_LEVEL: 'loud', RETENTION_DAYS: '0' })).toHaveLength(3);
  });

  it('shows the value that is wrong', () => {
    expect(problemsOf({ ...real, PORT: '70000' })).toEqual(['PORT：应为 0 到 65535 的整数（现在是“70000”）']);
    expect(problemsOf({ ...real, UPLOAD_PASSWORD: 'geheim' })).toEqual(['UPLOAD_PASSWORD：至少 8 个字符']);
  });

  it('points out a name that nobody reads, and what is probably meant', () => {
    const { FEISHU_APP_ID, ...others } = real;
    expect(problemsOf({ ...others, FEISHU_APPID: FEISHU_APP_ID })).toEqual([
      'FEISHU_APP_ID：没有填写',
      'FEISHU_APPID：没有这一项配置，不起作用（是不是 FEISHU_APP_ID？）',
    ]);
  });

  it('takes the address of a table for its id', () => {
    const address = 'https://nvc.feishu.cn/base/bascn123?table=tblAb12&view=vewCd34';
    expect(configOf({ ...real, BITABLE_ENROLLMENT_TABLE: address })).toMatchObject({
      feishu: { learnerTable: '学员总表', enrollmentTable: 'tblAb12' },
    });
  });

  it('takes a platform of its own, and that of Lark', () => {
    for (const domain of [
      'https://open.larksuite.com',
      'http://127.0.0.1:4100',
      'https://feishu.example.org/',
    ])
      expect(configOf({ ...real, FEISHU_DOMAIN: domain })).toMatchObject({
        feishu: { domain: domain.replace(/\/$/, '') },
      });
  });

  it('says nothing of a secret in its problems', () => {
    expect(problemsOf({ FEISHU_APP_SECRET: 'top secret' }).join('\n')).not.toContain('top secret');
  });
});

describe('the bot', () => {
  it.each<[Record<string, string>, object]>([
    [{}, { kind: 'off' }],
    [
      { FEISHU_VERIFICATION_TOKEN: 't', FEISHU_ENCRYPT_KEY: 'k' },
      { kind: 'webhook', verificationToken: 't', encryptKey: 'k' },
    ],
    [{ FEISHU_EVENT_MODE: 'websocket' }, { kind: 'websocket' }],
  ])('with %j', (changed, bot) => {
    expect(configOf({ ...real, ...changed })).toMatchObject({ bot });
  });

  it('reads who may use it', () => {
    const config = configOf({
      ...real,
      ALLOWED_USERS: 'ou_1, ou_2',
      ALLOWED_CHATS: 'oc_1',
      ALERT_CHAT: 'oc_9',
      REPORT_CHAT: 'oc_8',
    });
    expect(config).toMatchObject({
      allowedUsers: ['ou_1', 'ou_2'],
      allowedChats: ['oc_1'],
      alertChat: 'oc_9',
      reportChat: 'oc_8',
    });
  });
});

describe('the login', () => {
  it.each<[Record<string, string>, object]>([
    [{}, { uploadPassword: null, feishuLogin: false }],
    [{ UPLOAD_PASSWORD: 'long enough' }, { uploadPassword: 'long enough', feishuLogin: false }],
    [{ UPLOAD_LOGIN: 'feishu' }, { uploadPassword: null, feishuLogin: true }],
    [
      { UPLOAD_LOGIN: 'feishu', UPLOAD_PASSWORD: 'for scripts' },
      { uploadPassword: 'for scripts', feishuLogin: true },
    ],
    [{ UPLOAD_LOGIN: 'feishu', PUBLIC_URL: 'https://sync.example.org' }, { feishuLogin: true }],
  ])('with %j', (changed, login) => {
    expect(configOf({ ...real, ...changed })).toMatchObject(login);
  });

  it('at the stand-in is no sign of a real configuration', () => {
    expect(configOf({ UPLOAD_LOGIN: 'feishu' })).toMatchObject({ mode: 'sandbox', feishuLogin: true });
  });
});

describe('what will not do what was meant is pointed out at start', () => {
  const bot = { FEISHU_EVENT_MODE: 'websocket' };
  it.each<[string, Record<string, string>, RegExp]>([
    ['alerts without a bot', { ALERT_CHAT: 'oc_1' }, /^ALERT_CHAT：机器人没有启用/],
    ['digests without a bot', { REPORT_CHAT: 'oc_1' }, /^REPORT_CHAT：机器人没有启用/],
    ['a chat for digests that is none', { ...bot, REPORT_CHAT: '周报群' }, /^REPORT_CHAT：“周报群”.*oc_/],
    ['a chat that is none', { ...bot, ALERT_CHAT: 'ou_1' }, /^ALERT_CHAT：“ou_1”.*oc_/],
    ['a person that is none', { ALLOWED_USERS: 'ou_1,张三' }, /^ALLOWED_USERS：“张三”.*ou_/],
    ['an allowed chat that is none', { ALLOWED_CHATS: 'ou_1' }, /^ALLOWED_CHATS：“ou_1”.*oc_/],
    [
      'a password over plain http',
      { PUBLIC_URL: 'http://sync.example.org', UPLOAD_PASSWORD: 'long enough' },
      /^PUBLIC_URL：用 http 时密码/,
    ],
    ['a setting that nobody reads', { BITABLE_TABLE: 'x' }, /^BITABLE_TABLE：没有这一项配置/],
  ])('%s', (_, changed, remark) => {
    const reading = readConfig({ ...real, ...changed });
    expect(reading).toMatchObject({ kind: 'ok', remarks: [expect.stringMatching(remark)] });
  });

  it('and nothing else', () => {
    const ordinary = {
      ...bot,
      ALERT_CHAT: 'oc_1',
      REPORT_CHAT: 'oc_3',
      ALLOWED_USERS: 'ou_1',
      ALLOWED_CHATS: 'oc_2',
    };
    const served = { PUBLIC_URL: 'https://sync.example.org', UPLOAD_PASSWORD: 'long enough' };
    expect(readConfig({ ...real, ...ordinary, ...served })).toMatchObject({ kind: 'ok', remarks: [] });
  });
});

describe('a secret from a file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nvc-secrets-'));
    writeFileSync(join(folder, 'secret'), 'from a file\n');
    writeFileSync(join(folder, 'empty'), '\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const { FEISHU_APP_SECRET: _, ...others } = real;

  it('is the same as one in the environment', () => {
    expect(configOf({ ...others, FEISHU_APP_SECRET_FILE: join(folder, 'secret') })).toEqual(
      configOf({ ...others, FEISHU_APP_SECRET: 'from a file' }),
    );
  });

  it.each([
    ['FEISHU_VERIFICATION_TOKEN', 'FEISHU_ENCRYPT_KEY'],
    ['FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN'],
    ['UPLOAD_PASSWORD', 'UPLOAD_LOGIN'],
  ])('can be %s', (name, other) => {
    const beside = { ...real, [other]: other === 'UPLOAD_LOGIN' ? 'feishu' : 'k' };
    expect(configOf({ ...beside, [`${name}_FILE`]: join(folder, 'secret') })).toEqual(
      configOf({ ...beside, [name]: 'from a file' }),
    );
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['given twice', { FEISHU_APP_SECRET: 's', FEISHU_APP_SECRET_FILE: 'secret' }, /只能填写一项/],
    [
      'in a file that is not there',
      { FEISHU_APP_SECRET_FILE: 'nowhere' },
      /FEISHU_APP_SECRET_FILE：读不到.*nowhere/,
    ],
    ['in an empty file', { FEISHU_APP_SECRET_FILE: 'empty' }, /FEISHU_APP_SECRET_FILE：.*空/],
  ])('%s is refused', (_, { FEISHU_APP_SECRET_FILE: file = '', ...given }, problem) => {
    const problems = problemsOf({ ...others, ...given, FEISHU_APP_SECRET_FILE: join(folder, file) });
    expect(problems.join('\n')).toMatch(problem);
    expect(problems.join('\n')).not.toContain('from a file');
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
  const values = Object.fromEntries(
    [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );

  it('lists exactly the names that are read', () => {
    expect(Object.keys(values).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  });

  it('copied and left as it is starts the demonstration', () => {
    expect(readConfig(values)).toEqual({ kind: 'ok', config: configOf({}), remarks: [] });
  });

  it('shows the defaults', () => {
    const filled = { ...values, ...real };
    expect(configOf(filled)).toEqual(configOf(real));
  });
});
