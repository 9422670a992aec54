import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AppError } from '../src/errors.ts';
import { createLog, type Logger } from '../src/log.ts';

/** What a log prints for an object. */
function logged(object: object): string {
  return loggedBy((log) => log.info(object, 'message'));
}

function loggedBy(use: (log: Logger) => void): string {
  const lines: string[] = [];
  use(createLog('trace', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

const secrets = /张三|阿三|杭州|19900001234|u_5f3a/;

const person = {
  userId: 'u_5f3a',
  name: '张三',
  phone: '19900001234',
  fields: { 昵称: '阿三', 城市: '杭州' },
};

describe('the log shows nothing of people', () => {
  it.each<[string, object]>([
    ['a learner', person],
    ['rows', { rows: [person, person] }],
    ['a file', { fileName: '张三.csv', bytes: Buffer.from('张三') }],
    [
      'a sync',
      { id: 'u_5f3a', number: 7, origin: { openId: '张三', chatId: '张三' }, input: { course: '张三' } },
    ],
    ['facts that hold a person', { details: person, cause: [person], code: { of: person } }],
    ['secrets', { appSecret: '张三', headers: { authorization: '张三' }, password: '张三' }],
    ['an error as it is', new Error('张三 19900001234')],
    ['an error that quotes', { err: new Error('张三\n    at 19900001234\nu_5f3a') }],
    ['an error with more on it', { err: Object.assign(new Error('x'), { row: person, code: '张三' }) }],
    [
      'an error behind an error',
      { err: new AppError('internal', { cause: new Error('张三', { cause: person }) }) },
    ],
    ['something thrown that is no error', { cause: { thrown: '张三' } }],
    ['text thrown in place of an error', { err: '张三', cause: ['19900001234'], details: 'u_5f3a' }],
    ['people by their names', { details: { 张三: 1, u_5f3a: { phone: 1 } }, 19900001234: true }],
    ['circles', { details: circle() }],
  ])('%s', (_, object) => {
    expect(logged(object)).not.toMatch(secrets);
  });

  it('an error without a message of ours, whose own pino would print', () => {
    const error = new Error('张三');
    expect(loggedBy((log) => log.error(error))).not.toMatch(secrets);
    expect(loggedBy((log) => log.error({ err: error }))).not.toMatch(secrets);
  });

  it('what is given to be pasted into a message', () => {
    const output = loggedBy((log) => {
      log.error({ code: 'x' }, 'about %s', '张三');
      log.error('about %s and', '19900001234');
    });
    expect(output).not.toMatch(secrets);
    expect(output).toContain('about %s and');
  });

  it('but says where there was something', () => {
    expect(JSON.parse(logged({ phone: '19900001234' }))).toMatchObject({
      phone: '[redacted]',
      msg: 'message',
    });
  });
});

describe('the log shows what an administrator needs', () => {
  it('facts by their names', () => {
    const facts = { call: 'records search', tries: 2, feishuCode: 1254291, scopes: ['bitable:app'] };
    expect(JSON.parse(logged(facts))).toMatchObject(facts);
  });

  it('of tables that do not fit their names, fields and types', () => {
    const problem = {
      kind: 'field_type',
      table: '学员总表',
      field: '昵称',
      acceptedTypes: ['text'],
      actualType: 'number',
    };
    const { err } = JSON.parse(
      logged({ err: new AppError('tables_unfit', { details: { problems: [problem] } }) }),
    );
    expect(err.details.problems).toEqual([problem]);
  });

  it('of an error its kind, code, details, place and cause', () => {
    const cause = Object.assign(new TypeError('quotes'), { code: 'ENOSPC' });
    const { err } = JSON.parse(
      logged({ err: new AppError('table_missing', { details: { tables: ['学员总表'] }, cause }) }),
    );
    expect(err).toMatchObject({
      type: 'AppError',
      code: 'table_missing',
      details: { tables: ['学员总表'] },
      cause: { type: 'TypeError', code: 'ENOSPC' },
    });
    expect(err.stack.join()).toContain('log.test.ts');
  });
});

it('every message is a literal, so that nothing can be pasted into it', () => {
  const source = fileURLToPath(new URL('../src/', import.meta.url));
  const pasted = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => {
      const calls = readFileSync(join(source, name), 'utf8').matchAll(
        /\blog\.(?:trace|debug|info|warn|error|fatal)\((?<given>[^;]*?)\)(?:;|,|\s*[)\n])/g,
      );
      return [...calls].some(({ groups }) => /`|%[sdjo]/.test(groups?.given ?? ''));
    });
  expect(pasted).toEqual([]);
});

function circle(): object {
  const details: Record<string, unknown> = { code: 'circle', name: '张三' };
  details.details = details;
  return details;
}
