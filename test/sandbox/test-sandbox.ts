import { expect } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start-sandbox.ts';

/** Monday, 2026-03-02, 10:00 in Shanghai. */
export const start = Date.UTC(2026, 2, 2, 2, 0, 0);

export interface Answer {
  status: number;
  code: unknown;
  msg: unknown;
  data: Record<string, unknown>;
  headers: Headers;
  /** The whole body, parsed where it is JSON. */
  body: unknown;
}

export interface TestSandbox {
  sandbox: Sandbox;
  learners: string;
  enrollments: string;
  /** Moves the sandbox's clock. */
  pass(ms: number): void;
  /** A call with a valid token; `path` follows `/open-apis`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A control call; `path` follows `/sandbox/api`. */
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  /** Ids of freshly created records. */
  create(table: string, rows: readonly Record<string, unknown>[]): Promise<string[]>;
  /** The `fields` of one record, through batch_get. */
  fieldsOf(table: string, recordId: string): Promise<unknown>;
}

/** Starts a sandbox with a clock that only the test moves. */
export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  let at = start;
  const sandbox = await startSandbox({
    host: '127.0.0.1',
    port: 0,
    dataDir: null,
    seed: 'empty',
    now: () => at,
    ...options,
  });
  const app = `/bitable/v1/apps/${sandbox.baseToken}/tables`;
  const learners = `${app}/${sandbox.learnerTableId}`;
  const enrollments = `${app}/${sandbox.enrollmentTableId}`;
  const token = async () => {
    const credentials = { app_id: sandbox.appId, app_secret: sandbox.appSecret };
    const { body } = await send(
      sandbox,
      'POST',
      '/open-apis/auth/v3/tenant_access_token/internal',
      credentials,
    );
    return String(property(body, 'tenant_access_token'));
  };
  const authorization = `Bearer ${await token()}`;
  const call: TestSandbox['call'] = (method, path, body, headers = { authorization }) =>
    send(sandbox, method, `/open-apis${path}`, body, headers);
  return {
    sandbox,
    learners,
    enrollments,
    pass(ms) {
      at += ms;
    },
    call,
    control: (method, path, body) => send(sandbox, method, `/sandbox/api${path}`, body),
    async create(table, rows) {
      const answer = await call('POST', `${table}/records/batch_create`, {
        records: rows.map((fields) => ({ fields })),
      });
      expect(answer).toMatchObject({ code: 0 });
      return list(answer.data.records).map((record) => String(property(record, 'record_id')));
    },
    async fieldsOf(table, recordId) {
      const answer = await call('POST', `${table}/records/batch_get`, { record_ids: [recordId] });
      return property(list(answer.data.records)[0], 'fields');
    },
  };
}

/** The items of a list answer. */
export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

async function send(
  { url }: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url + path, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json; charset=utf-8', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
  const parsed: unknown = isJson ? JSON.parse(text) : text;
  const data = property(parsed, 'data');
  return {
    status: answer.status,
    code: property(parsed, 'code'),
    msg: property(parsed, 'msg'),
    data: typeof data === 'object' && data !== null ? { ...data } : {},
    headers: answer.headers,
    body: parsed,
  };
}
