import { expect, it } from 'vitest';
import { AppError } from '../../../src/errors.ts';
import { refusalOfLogin } from '../../../src/feishu/login/login-refusals.ts';

it.each([
  [20003, 'stale'],
  [20004, 'stale'],
  [20049, 'stale'],
  [20065, 'stale'],
  [20071, 'stale'],
  [20009, 'other_tenant'],
  [20010, 'not_allowed'],
  [20021, 'not_allowed'],
  [20066, 'not_allowed'],
  [20068, null],
])('Feishu’s code %d: %s', (feishuCode, refusal) => {
  expect(refusalOfLogin(new AppError('feishu_refused', { details: { feishuCode } }))).toBe(refusal);
});

it('what is wrong with the app is no refusal of a person', () => {
  expect(refusalOfLogin(new AppError('wrong_app_secret', { details: { feishuCode: 20003 } }))).toBeNull();
});
