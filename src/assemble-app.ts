import { randomUUID } from 'node:crypto';
import type Koa from 'koa';
import type { Config, FeishuSettings } from './config.ts';
import type { AccessRule } from './http/access/access-rule.ts';
import { createApp } from './http/create-app.ts';
import type { Logger } from './log.ts';
import { readRawRecords } from './roster/raw-records.ts';
import type { OwnSandbox } from './sandbox-mode.ts';
import type { RunningBot } from './start-bot.ts';
import type { Store } from './store/open-store.ts';
import { targetOf } from './target-of.ts';
import { botOff } from './wording/announce.ts';

export interface AppParts {
  config: Config;
  feishu: FeishuSettings;
  store: Store;
  sandbox: OwnSandbox | null;
  bot: RunningBot | null;
  log: Logger;
}

/** Puts page and API together with what they work on. */
export function assembleApp({ config, feishu, store, sandbox, bot, log }: AppParts): Koa {
  return createApp({
    syncs: store.syncs,
    newId: randomUUID,
    now: () => new Date(),
    target: targetOf(config),
    access: accessOf(config, feishu),
    publicUrl: config.publicUrl,
    log,
    sandbox: sandbox !== null,
    sandboxPages: sandbox?.pages ?? null,
    receiveEvent: bot?.receiveEvent ?? null,
    botNotice: bot === null ? botOff : null,
    readRawRecords: (bytes) => readRawRecords(bytes, config.extraAliases),
  });
}

function accessOf({ uploadPassword: password }: Config, { appSecret: secret }: FeishuSettings): AccessRule {
  return password === null ? { kind: 'this_machine' } : { kind: 'password', password, secret };
}
