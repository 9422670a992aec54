import { randomUUID } from 'node:crypto';
import { createBackground } from '../bot/background.ts';
import type { ChatEvent } from '../bot/chat-event.ts';
import { handleChatEvent } from '../bot/handle-chat-event.ts';
import type { FeishuObstacle } from '../bot/notify/conditions-of.ts';
import { runNotifier } from '../bot/notify/run-notifier.ts';
import type { MakeSpreadsheet, SpreadsheetKind } from '../bot/ports.ts';
import { parseBaseReference } from '../feishu/base-url.ts';
import { openChat } from '../feishu/chat/open-chat.ts';
import { startLongConnection } from '../feishu/events/long-connection.ts';
import type { Forgery } from '../feishu/events/read-delivery.ts';
import { createReceiveEvent, type ReceiveEvent } from '../feishu/events/receive-event.ts';
import type { Metrics } from '../http/metrics/create-metrics.ts';
import type { BotState } from '../http/service-health.ts';
import type { Logger } from '../log.ts';
import type { Store } from '../store/open-store.ts';
import { interruptible, systemClock } from '../sync/clock.ts';
import type { SyncRecord, SyncTarget } from '../sync/sync-record.ts';
import { commandWords } from '../wording/bot/help.ts';
import { toastOf } from '../wording/bot/toasts.ts';
import { downloadName } from '../wording/download-names.ts';
import { explainRefusedEvent } from '../wording/refused-events.ts';
import type { BotConnection, FeishuSettings, Settings } from './config.ts';
import { wholeFile } from './make-spreadsheet.ts';
import { rulesOf } from './rules-of.ts';

export interface BotParts {
  settings: Settings;
  feishu: FeishuSettings;
  connection: Exclude<BotConnection, { kind: 'off' }>;
  target: SyncTarget;
  store: Store;
  /** Feishu is only a stand-in. */
  sandbox: boolean;
  spreadsheet: MakeSpreadsheet;
  log: Logger;
  metrics: Metrics;
  feishuObstacle(): FeishuObstacle;
}

export interface RunningBot {
  /** For the request URL; null with a long connection. */
  receiveEvent: ReceiveEvent | null;
  state(): BotState;
  /** Ends when nothing more is being sent. */
  stop(): Promise<void>;
}

/** Starts everything that talks in chat: receiving, answering, and the cards of syncs. */
export function startBot(parts: BotParts): RunningBot {
  const { feishu, connection, settings, store, sandbox, log, metrics } = parts;
  const clock = systemClock;
  const end = new AbortController();
  const { chat, botOpenId, registerCommands } = openChat({
    ...feishu,
    sandbox,
    clock,
    random: Math.random,
    log,
    onCall: (measured) => metrics.countCall({ api: 'chat', ...measured }),
  });
  const background = createBackground(log);
  const deps = {
    ...{ syncs: store.syncs, bot: store.bot, chat, background, toastOf, log },
    // An answer that waits for better times must not keep the service from stopping.
    clock: interruptible(clock, end.signal, () => new Error('the service stops')),
    newId: randomUUID,
    now: () => new Date(clock.now()),
    target: parts.target,
    policies: rulesOf(settings).policies,
    allowed: { users: new Set(settings.allowedUsers), chats: new Set(settings.allowedChats) },
    pageUrl: settings.publicUrl,
    async spreadsheet(kind: SpreadsheetKind, { id, fileName }: SyncRecord) {
      return {
        name: downloadName(kind, fileName),
        bytes: await wholeFile(parts.spreadsheet(kind, id)),
      };
    },
  };
  const events = {
    onEvent: (event: ChatEvent) => measured(metrics, () => handleChatEvent(deps, event)),
    botOpenId,
    clock,
    log,
  };
  const longConnection =
    connection.kind === 'websocket' ? startLongConnection({ ...events, ...feishu }) : null;
  const baseUrl = parseBaseReference(feishu.baseReference)?.url ?? null;
  const announcing = runNotifier(
    {
      ...{ ...deps, clock, baseUrl, sandbox, alertChat: settings.alertChat, reportChat: settings.reportChat },
      ...{ cardLock: store.cardLock, figures: store.figures, digests: store.digests },
      feishuObstacle: parts.feishuObstacle,
    },
    end.signal,
  );
  background.start('registering the slash commands', () => registerCommands(commandWords));
  return {
    receiveEvent:
      connection.kind === 'webhook'
        ? createReceiveEvent({ ...events, ...connection, onRefused: sayOnce() })
        : null,
    state() {
      if (longConnection === null) return 'webhook';
      return longConnection.isOpen() ? 'connected' : 'connecting';
    },
    async stop() {
      longConnection?.close();
      end.abort();
      await announcing;
      await background.idle();
    },
  };
}

/** Counts how long it took, and whether it ended well. */
async function measured<Result>(metrics: Metrics, handle: () => Promise<Result>): Promise<Result> {
  const begun = performance.now();
  let outcome: 'answered' | 'failed' = 'failed';
  try {
    const result = await handle();
    outcome = 'answered';
    return result;
  } finally {
    metrics.countEvent(outcome, performance.now() - begun);
  }
}

/** Each reason is said once: anybody can send something that is refused. */
function sayOnce(): (why: Forgery) => void {
  const said = new Set<Forgery>();
  return (why) => {
    const sentence = explainRefusedEvent(why);
    if (sentence !== null && !said.has(why)) console.error(sentence);
    said.add(why);
  };
}
