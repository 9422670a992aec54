/** How the parts are that this side cannot see. Known beforehand: whoever asks must not wait for Feishu. */
export interface ServiceHealth {
  isWorkerUp: boolean;
  /** `ok`, `unknown` before the first check, or the code of what keeps the service from using Feishu. */
  feishu: string;
  bot: BotState;
}

/** `connecting`: over the long connection, which is not open at this moment. */
export type BotState = 'connected' | 'connecting' | 'webhook' | 'off';
