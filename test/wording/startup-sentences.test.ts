import { describe, expect, it } from 'vitest';
import { startupMessage } from '../../src/wording/startup-sentences.ts';

const pageUrl = 'https://sync.example.org';
const told = { pageUrl, sandbox: false, bot: 'off', feishuLogin: true, feishu: { kind: 'ok' } } as const;

describe('what the service prints once it is ready', () => {
  it('says which address to register for the login at Feishu, to the letter', () => {
    expect(startupMessage(told)).toContain(
      '“重定向 URL”要有：https://sync.example.org/login/feishu/callback',
    );
  });

  it('does not look like success while something keeps it from syncing', () => {
    const obstacle = { message: '登录不了飞书。', hint: '请核对。' };
    const message = startupMessage({ ...told, feishu: { kind: 'failed', obstacle } });
    expect(message).toMatch(/^✗ 现在还不能同步：登录不了飞书。\n {2}请核对。\n上传页面：/);
    expect(message).not.toContain('已启动');
    expect(message).not.toContain('已启用');
  });

  it('does not say that all is well before Feishu has answered', () => {
    expect(startupMessage(told)).toMatch(/^NVC 学员同步已启动。上传页面：/);
    expect(startupMessage({ ...told, feishu: { kind: 'unknown' } })).toMatch(/^飞书还没有答复.*上传页面：/);
  });

  it.each([{ feishuLogin: false }, { sandbox: true }])(
    'does not where nothing is to be registered: %j',
    (over) => {
      expect(startupMessage({ ...told, ...over })).not.toContain('重定向');
    },
  );
});
