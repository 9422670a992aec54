import type { Logger } from '../../log.ts';
import type { Clock } from '../../sync/clock.ts';
import type { OperationFigures } from '../../sync/operation-figures.ts';
import type { BotStore, Chat } from '../ports.ts';
import { isQuiet } from '../quiet-hours.ts';
import { conditionsOf, type FeishuObstacle } from './conditions-of.ts';
import { type ConditionNotice, nextConditionNotices } from './next-condition-notices.ts';

export interface ConditionDeps {
  bot: BotStore;
  figures: OperationFigures;
  chat: Chat;
  clock: Clock;
  log: Logger;
  /** `ALERT_CHAT`; null: nobody is told. */
  alertChat: string | null;
  feishuObstacle(): FeishuObstacle;
}

/**
 * Tells the administrators' chat of what is wrong with the service as a whole, and when it is over; not at night. What
 * was told is in the store, so that a restart tells nothing again. What Feishu does not take now is told in another round.
 */
export async function tellConditions(deps: ConditionDeps): Promise<void> {
  const { alertChat, bot, clock, figures } = deps;
  if (alertChat === null || isQuiet(clock.now())) return;
  const holding = conditionsOf(deps.feishuObstacle(), await figures.read(new Date(clock.now())), clock.now());
  for (const notice of nextConditionNotices(holding, await bot.toldConditions()))
    await tell(deps, alertChat, notice);
}

async function tell(
  { chat, bot, clock, log }: ConditionDeps,
  alertChat: string,
  notice: ConditionNotice,
): Promise<void> {
  const key = notice.kind === 'condition' ? notice.condition.key : notice.key;
  const outcome = await chat.sendToChat(alertChat, notice, `${notice.kind}:${key}:${dayOf(clock.now())}`);
  if (outcome.kind === 'later') return;
  if (outcome.kind === 'unreachable') log.warn({ code: key }, 'ALERT_CHAT cannot be reached');
  if (notice.kind === 'condition') await bot.conditionTold(key, new Date(clock.now()));
  else await bot.conditionOver(key);
}

/** What begins anew within the hour in which Feishu deduplicates is the same to people. */
function dayOf(now: number): string {
  return new Date(now).toISOString().slice(0, 10);
}
