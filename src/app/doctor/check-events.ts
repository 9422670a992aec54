import { AppError } from '../../errors.ts';
import { askConnectionAddress, createEventProbe } from '../../feishu/admin/event-way.ts';
import * as say from '../../wording/doctor/bot-findings.ts';
import type { BotConnection } from '../config.ts';
import { localOrigin } from '../local-origin.ts';
import type { Check } from './check.ts';
import type { Facts, FeishuConfig } from './facts.ts';
import { advice, bad, good, type Saying, skipped } from './finding.ts';
import type { LocalFacts } from './local-facts.ts';

/**
 * Whether events can arrive, and whether they do. No connection is opened: Feishu would hand it somebody's file. What the
 * running service knows is asked of it.
 */
export function checkEvents(local: LocalFacts): Check {
  return {
    name: 'events',
    async run(facts) {
      const { bot } = facts.config;
      if (bot.kind === 'off') return [skipped(say.botOffAdvice.message)];
      const service = await local.service();
      const way =
        bot.kind === 'websocket'
          ? await checkConnection(facts, service)
          : await checkAddress(facts, bot, service !== null);
      const arrived = service === null ? [skipped(say.serviceNotRunning)] : lastEvent(local, facts);
      return [...way, ...arrived];
    },
  };
}

async function checkConnection(
  { connection, config: { feishu } }: Facts,
  service: { bot: string | null } | null,
): Promise<Saying[]> {
  try {
    await askConnectionAddress(connection.calls, feishu);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'feishu_refused') throw thrown;
    return [bad('connection_refused', say.connectionRefused(String(thrown.details.feishuCode)))];
  }
  const isCutOff = service !== null && service.bot !== null && service.bot !== 'connected';
  return isCutOff ? [bad('not_connected', say.notConnected)] : [good(say.connectionPossible)];
}

async function checkAddress(
  { config, clock }: Facts,
  keys: Extract<BotConnection, { kind: 'webhook' }>,
  isRunning: boolean,
): Promise<Saying[]> {
  if (!isRunning && config.publicUrl === null) return [];
  const url = eventUrlOf(config);
  const { body, headers } = createEventProbe(keys, clock.now());
  const status = await post(url, body, headers);
  if (status === null) return [bad('address_unreachable', say.addressUnreachable(url))];
  return status === 200
    ? [good(say.addressAnswers(url))]
    : [bad('address_refuses', say.addressRefuses(url, status))];
}

function eventUrlOf(config: FeishuConfig): string {
  return `${config.publicUrl ?? localOrigin(config)}/feishu/events`;
}

const longSilenceMs = 2 * 24 * 60 * 60_000;
const answerWithinMs = 5_000;

/** @returns the HTTP status; null without an answer */
async function post(url: string, body: string, headers: Record<string, string>): Promise<number | null> {
  const signal = AbortSignal.timeout(answerWithinMs);
  return fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' }).then(
    ({ status }) => status,
    () => null,
  );
}

function lastEvent({ database }: LocalFacts, { clock }: Facts): Saying[] {
  const at = database.kind === 'sound' ? database.lastEventAt : null;
  if (at === null || clock.now() - at > longSilenceMs) return [advice('no_event_yet', say.noEventYet)];
  return [good(say.lastEvent(Math.max(0, Math.floor((clock.now() - at) / 60_000))))];
}
