import { describe, expect, it } from 'vitest';
import { startupMessage } from '../../src/wording/startup-sentences.ts';

const pageUrl = 'https://sync.example.org';
const told = { pageUrl, sandbox: false, bot: 'off', feishuLogin: true } as const;

describe('what the service prints once it is ready', () => {
  it('says which address to register for the login at Feishu, to the letter', () => {
    expect(startupMessage(told)).toContain(
      '“重定向 URL”要有：https://sync.example.org/login/feishu/callback',
    );
  });

  it.each([{ feishuLogin: false }, { sandbox: true }])(
    'does not where nothing is to be registered: %j',
    (over) => {
      expect(startupMessage({ ...told, ...over })).not.toContain('重定向');
    },
  );
});
