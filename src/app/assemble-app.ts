import { randomUUID } from 'node:crypto';
import type Koa from 'koa';
import type { MakeSpreadsheet } from '../bot/ports.ts';
import type { FeishuLogin } from '../feishu/login/open-login.ts';
import type { AccessRule } from '../http/access/access-rule.ts';
import type { CheckedConnection } from '../http/check-route.ts';
import { createApp } from '../http/create-app.ts';
import type { Metrics } from '../http/metrics/create-metrics.ts';
import type { ServiceHealth } from '../http/service-health.ts';
import type { Logger } from '../log.ts';
import type { Store } from '../store/open-store.ts';
import { botOff } from '../wording/startup-sentences.ts';
import type { Config, FeishuSettings } from './config.ts';
import { rulesOf } from './rules-of.ts';
import type { OwnSandbox } from './sandbox-mode.ts';
import type { RunningBot } from './start-bot.ts';
import { targetOf } from './target-of.ts';
import { version } from './version.ts';

export interface AppParts {
  config: Config;
  feishu: FeishuSettings;
  store: Store;
  sandbox: OwnSandbox | null;
  bot: RunningBot | null;
  /** null: people do not log in at Feishu. */
  login: FeishuLogin | null;
  spreadsheet: MakeSpreadsheet;
  checkConnection: () => Promise<CheckedConnection>;
  health(): ServiceHealth;
  metrics: Metrics;
  log: Logger;
}

/** Puts page and API together with what they work on. */
export function assembleApp(parts: AppParts): Koa {
  const { config, feishu, store, sandbox, bot, login, spreadsheet, checkConnection, log } = parts;
  return createApp({
    syncs: store.syncs,
    newId: randomUUID,
    now: () => new Date(),
    target: targetOf(config),
    policies: rulesOf(config).policies,
    access: accessOf(config, feishu, login),
    sharedLimiter: store.sharedLimiter,
    publicUrl: config.publicUrl,
    log,
    version,
    health: parts.health,
    metrics: parts.metrics,
    sandbox: sandbox !== null,
    sandboxPages: sandbox?.pages ?? null,
    receiveEvent: bot?.receiveEvent ?? null,
    checkConnection,
    botNotice: bot === null ? botOff : null,
    extraAliases: config.extraAliases,
    spreadsheet,
  });
}

function accessOf(
  { uploadPassword: password, allowedUsers, allowedChats }: Config,
  { appSecret: secret }: FeishuSettings,
  login: FeishuLogin | null,
): AccessRule {
  if (login !== null) {
    const allowed = JSON.stringify([allowedUsers, allowedChats]);
    return { kind: 'feishu', login, allowed, scriptPassword: password, secret };
  }
  return password === null ? { kind: 'this_machine' } : { kind: 'password', password, secret };
}
