import { describe, expect, it } from 'vitest';
import { explainLogin, type LoginProblem } from '../../src/wording/explain-login.ts';

const problems: LoginProblem[] = [
  { kind: 'no_address' },
  { kind: 'denied' },
  { kind: 'stale' },
  { kind: 'other_tenant' },
  { kind: 'not_allowed', openId: null },
  { kind: 'too_many_logins', seconds: 60 },
  { kind: 'failed', code: 'feishu_unreachable', details: {} },
];

describe('a login that fails', () => {
  it.each(problems)('$kind: says what happened and what to do', (problem) => {
    const { message, hint } = explainLogin(problem);
    for (const text of [message, hint]) expect(text).toMatch(/^[^。].*。$/);
  });

  it('names the setting that lets others log in', () => {
    expect(explainLogin({ kind: 'no_address' }).hint).toContain('PUBLIC_URL');
  });

  it('gives who is not allowed the number that the administrator needs', () => {
    expect(explainLogin({ kind: 'not_allowed', openId: 'ou_1' }).hint).toMatch(/管理员.*ou_1$/);
  });

  it('names the scope that is missing, and speaks of no sync', () => {
    const details = { scopes: ['tenant:tenant:readonly'] };
    const { message, hint } = explainLogin({ kind: 'failed', code: 'missing_scope', details });
    expect(message).toContain('tenant:tenant:readonly');
    expect(message + hint).not.toContain('同步');
  });
});
