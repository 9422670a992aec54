const checkKey =
  '如果是飞书发来的，请核对配置 FEISHU_ENCRYPT_KEY 与 开发者后台 → 事件与回调 → 加密策略 里的 Encrypt Key 是否一致，改正后重启服务。';

/**
 * Why an event was refused, for the administrator who connects the bot. An old event, sent again, needs no sentence.
 * @param why what kept it from being believed
 */
export function explainRefusedEvent(why: 'encryption' | 'signature' | 'age' | 'token'): string | null {
  switch (why) {
    case 'encryption':
      return `收到一个解不开的事件。${checkKey}`;
    case 'signature':
      return `收到一个签名不对的事件。${checkKey}如果一致，请检查反向代理有没有改动请求的内容。`;
    case 'token':
      return '收到一个验证不通过的事件。如果是飞书发来的，请核对配置 FEISHU_VERIFICATION_TOKEN 与 开发者后台 → 事件与回调 → 加密策略 里的 Verification Token 是否一致，改正后重启服务。';
    case 'age':
      return null;
  }
}
