import type { Explanation } from '../explanation.ts';

/** Each platform has a developer console of its own; whoever made the app knows it. */
const openApp = '打开开发者后台 → 本应用';

export const botOffAdvice: Explanation = {
  message: '没有启用，只能在上传页面和命令行同步。',
  hint: '要启用：配置 FEISHU_EVENT_MODE=websocket（长连接，不需要公网地址），重启服务。',
};
export function botFound(name: string): string {
  return name === '' ? '已启用。' : `已启用，名称“${name}”。`;
}
export const noBotAbility: Explanation = {
  message: '应用还没有机器人能力。',
  hint: `${openApp} →“添加应用能力”→ 机器人，再到“版本管理与发布”创建版本并发布。`,
};
export const botStopped: Explanation = {
  message: '应用没有启用。',
  hint: '请管理员在飞书管理后台 → 工作台 → 应用管理里启用它。',
};

export const commandsListed = '飞书会列出这些命令。';
export const commandsNotListed = (names: readonly string[]): Explanation => ({
  message: `飞书还不会列出 ${names.map((name) => `/${name}`).join('、')}；输入了照样能用。`,
  hint: '启动服务时会自动登记，需要权限 application:app_slash_command:write。',
});
export const commandsUnknown: Explanation = {
  message: '看不到已登记的命令；输入了照样能用。',
  hint: '想在输入 / 时列出命令：开通 application:app_slash_command:read 和 :write。',
};

export const connectionPossible = '长连接可以建立。';
export const connectionRefused = (code: string): Explanation => ({
  message: `飞书不给长连接地址（错误码 ${code}）。`,
  hint: `${openApp} →“事件与回调”，订阅方式和回调方式都选“使用长连接接收”；并确认已添加机器人能力、发布了版本。`,
});
export const addressAnswers = (url: string): string => `${url} 能正确回答。`;
export const addressRefuses = (url: string, status: number): Explanation => ({
  message: `${url} 不接受签名正确的消息（HTTP ${status}）。`,
  hint: '请核对 FEISHU_VERIFICATION_TOKEN 和 FEISHU_ENCRYPT_KEY 与“事件与回调”→“加密策略”里的一致，并重启服务；反向代理不能改动请求内容。',
});
export const addressUnreachable = (url: string): Explanation => ({
  message: `${url} 没有回答。`,
  hint: '请确认服务正在运行、反向代理指向它，公网地址 PUBLIC_URL 没有写错。',
});
export const serviceNotRunning = '服务没有在这台机器上运行，看不到消息有没有到。启动后再检查一次。';
export const notConnected: Explanation = {
  message: '服务在运行，但没有连上飞书的长连接。',
  hint: '请看服务的日志；多半是服务器不能访问外网的 443 端口，或者“事件与回调”没有选长连接。',
};
/** @param minutes since then */
export function lastEvent(minutes: number): string {
  if (minutes < 60) return `最近一条消息在 ${minutes} 分钟前收到。`;
  const hours = Math.floor(minutes / 60);
  return `最近一条消息在 ${hours} 小时前收到。`;
}
export const noEventYet: Explanation = {
  message: '最近两天没有收到过消息。',
  hint: `请在飞书里给机器人发送 /help；没有回答时：${openApp} →“事件与回调”，添加事件 im.message.receive_v1 和回调 card.action.trigger，再发布版本。`,
};

export const redirectAddress = (url: string): Explanation => ({
  message: '已启用。有一处程序看不到，请核对：',
  hint: `${openApp} →“安全设置”→“重定向 URL”里要有 ${url}，一个字都不能差。`,
});

/** What no program can find out. */
export function askAnAssistant(botName: string): string {
  const bot = botName === '' ? '机器人' : `机器人“${botName}”`;
  return `还有一件事程序看不到：请让一位助教在飞书里搜索${bot}，发送 /help。搜不到，就是“可用范围”里没有这位助教（开发者后台 →“版本管理与发布”→ 编辑可用范围）。`;
}
