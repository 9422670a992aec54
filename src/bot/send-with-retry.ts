import type { BotDeps } from './bot-deps.ts';
import type { SendOutcome } from './ports.ts';

const pauseMs = 1_000;
const longestPauseMs = 60_000;

/** Sends and, if that fails, once more after a pause. Never throws: nobody waits for the outcome. */
export async function sendWithRetry(
  deps: Pick<BotDeps, 'clock' | 'log'>,
  send: () => Promise<SendOutcome>,
): Promise<void> {
  const first = await attempt(deps, send);
  if (first.kind !== 'later') return;
  await deps.clock.sleep(Math.min(first.afterMs, longestPauseMs));
  const second = await attempt(deps, send);
  if (second.kind === 'later') deps.log.error('an answer in chat was not sent');
}

async function attempt(
  { log }: Pick<BotDeps, 'log'>,
  send: () => Promise<SendOutcome>,
): Promise<SendOutcome> {
  try {
    return await send();
  } catch (err) {
    log.warn({ err }, 'sending to chat failed');
    return { kind: 'later', afterMs: pauseMs };
  }
}
