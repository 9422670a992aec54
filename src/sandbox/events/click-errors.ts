import type { Unanswered } from './event-sink.ts';

/** Code and sentence as the client shows them. */
export interface ClickError {
  code: number;
  message: string;
}

/** https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication */
export const clickErrors = {
  status: { code: 200671, message: '目标回调服务出错，请稍后重试' },
  body: { code: 200672, message: '目标回调服务返回了错误的响应体' },
  card: { code: 200673, message: '目标回调服务返回了错误的卡片' },
  schema: { code: 200830, message: '卡片 JSON 2.0 结构无法更新为 1.0 结构' },
  /** Documented for changes of the card; that a second click gets it too is a reading. */
  locked: { code: 11310, message: '卡片正在交互中，请稍后再试' },
} as const satisfies Record<string, ClickError>;

/** What a click shows that the app does not answer. */
export const unansweredClick: Readonly<Record<Unanswered['why'], ClickError>> = {
  not_connected: { code: 200340, message: '应用没有配置卡片回调地址，或没有建立长连接' },
  no_answer: { code: 200341, message: '目标回调服务超时未响应，请稍后重试' },
  unreachable: { code: 200342, message: '无法连接目标回调服务' },
  unknown_host: { code: 200343, message: '找不到目标回调服务的域名' },
  broken_off: { code: 200080, message: '请求目标回调服务时发生错误' },
};
