import { describe, expect, it } from 'vitest';
import { basicPassword, isPassword } from '../../../src/http/access/password.ts';

const basic = (text: string) => `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;

describe('the password of HTTP Basic', () => {
  it.each(['staff:密码 pa:ss', ':密码 pa:ss', '任何人:密码 pa:ss'])('with any user name: %s', (text) => {
    expect(basicPassword(basic(text))).toBe('密码 pa:ss');
  });

  it('the scheme is read in any case', () => {
    expect(basicPassword(basic('a:secret').replace('Basic', 'basic'))).toBe('secret');
  });

  it('may be empty', () => {
    expect(basicPassword(basic('staff:'))).toBe('');
  });

  it.each([undefined, '', 'Basic', 'Basic !!!', basic('staff'), `Bearer ${basic('a:b').slice(6)}`])(
    'is not there: %s',
    (authorization) => {
      expect(basicPassword(authorization)).toBeNull();
    },
  );
});

describe('comparing passwords', () => {
  it.each([
    ['密码 pa:ss', true],
    ['密码 pa:ss ', false],
    ['密码 pa', false],
    ['', false],
  ])('%j', (given, same) => {
    expect(isPassword(given, '密码 pa:ss')).toBe(same);
  });
});
