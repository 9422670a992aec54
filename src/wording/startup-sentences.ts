import type { Explanation } from './explanation.ts';
import { sandboxNotice } from './sandbox-notice.ts';

/** Whether syncs can work; `unknown`: Feishu has not answered yet. */
export type FeishuAtStart = { kind: 'ok' | 'unknown' } | { kind: 'failed'; obstacle: Explanation };

export interface Startup {
  /** Where the page is, as seen from this machine. */
  pageUrl: string;
  sandbox: boolean;
  /** How the bot receives events. */
  bot: 'off' | 'webhook' | 'websocket';
  /** People log in at Feishu. */
  feishuLogin: boolean;
  feishu: FeishuAtStart;
}

/** The bot is off; page and command line work. */
export const botOff = '机器人未启用';

const botLine: Record<Startup['bot'], (pageUrl: string) => string> = {
  off: () => `${botOff}。`,
  webhook: (pageUrl) => `机器人已启用。飞书后台“事件与回调”里的两个请求地址都填：${pageUrl}/feishu/events`,
  websocket: () => '机器人已启用（长连接）。',
};

function loginLine(pageUrl: string): string {
  return `飞书登录已启用。飞书后台“安全设置”里的“重定向 URL”要有：${pageUrl}/login/feishu/callback`;
}

/** What the service prints once it is ready. */
export function startupMessage({ pageUrl, sandbox, bot, feishuLogin, feishu }: Startup): string {
  const page = `上传页面：${pageUrl}/upload`;
  if (feishu.kind === 'failed') return [cannotSync(feishu.obstacle), page].join('\n');
  const started = feishu.kind === 'ok' ? 'NVC 学员同步已启动。' : '飞书还没有答复，结果会显示在下面。';
  if (sandbox) {
    return [
      `${sandboxNotice}。`,
      started + page,
      `和机器人聊天、查看两张表：${pageUrl}/sandbox`,
      '正式使用：运行 npm run setup，它建好多维表格、写好 .env，再次 npm start。步骤见 README.md 的“正式使用”。',
    ].join('\n');
  }
  return [started + page, botLine[bot](pageUrl), ...(feishuLogin ? [loginLine(pageUrl)] : [])].join('\n');
}

/** Printed while something outside keeps every sync from its work; the service runs and goes on looking. */
export function cannotSync({ message, hint }: Explanation): string {
  return `✗ 现在还不能同步：${message}\n  ${hint}`;
}

export const feishuIsBack = '✓ 飞书可以用了，同步照常进行。';

export const startUsage = `用法：npm start

没有参数。配置写在环境变量或工作目录的 .env 里，各项说明见 .env.example；什么都不填，以演示模式启动。

  --help     显示这段说明
  --version  显示版本`;

/** Somebody else runs the demonstration in the same folder. */
export const sandboxTaken =
  '演示模式已在另一个进程中运行（同一个 DATA_DIR）。请先停止它，或设置另一个 DATA_DIR。';

export function portTaken(port: number): string {
  return `端口 ${port} 已被占用。请停止占用它的程序，或用 PORT 设置另一个端口。`;
}

export function cannotListen(host: string, port: number): string {
  return `不能监听 ${host}:${port}。请用 HOST 设置本机有的地址，用 PORT 设置允许使用的端口。`;
}

/** Printed when something outside the settings keeps the service or a command from starting. */
export function cannotStart({ message, hint }: Explanation): string {
  return `没有启动：${message}\n${hint}`;
}

/** Printed when a fault ends the service; the log has the details. */
export const crashed = '服务因意外错误停止了，详情在日志里。重新启动后，没做完的同步会自己继续。';

export const stopping = '正在停止：等当前的飞书调用结束，未完成的同步会在下次启动后继续。';
