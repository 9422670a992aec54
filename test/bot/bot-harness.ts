import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createBackground } from '../../src/bot/background.ts';
import type { BotDeps } from '../../src/bot/bot-deps.ts';
import type { ChatEvent } from '../../src/bot/chat-event.ts';
import { handleChatEvent } from '../../src/bot/handle-chat-event.ts';
import type { DigestSendingDeps } from '../../src/bot/notify/send-digest.ts';
import type { ConditionDeps } from '../../src/bot/notify/tell-conditions.ts';
import type { CardDeps } from '../../src/bot/notify/update-cards.ts';
import type { Toast } from '../../src/bot/ports.ts';
import type { ToastReason } from '../../src/bot/toast-reason.ts';
import { createLog } from '../../src/log.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { SyncRecord } from '../../src/sync/sync-record.ts';
import type { RowFailure } from '../../src/sync/sync-report.ts';
import { target } from '../contract/store-place.ts';
import { createFakeClock, type FakeClock } from '../fakes/fake-clock.ts';
import { createRecordingChat, type RecordingChat } from '../fakes/recording-chat.ts';
import { finishSync } from '../http/finish-sync.ts';
import { createMigratedFolder } from '../support/migrated-folder.ts';
import { fileSent, now } from './sample-events.ts';

export interface BotHarness {
  deps: BotDeps;
  announce: CardDeps & ConditionDeps & DigestSendingDeps;
  chat: RecordingChat;
  clock: FakeClock;
  logged: string[];
  /** Why the last button press was answered as it was. */
  toasts: ToastReason[];
  /** Handles an event and waits for what it left to the background. */
  handle(event: ChatEvent): Promise<Toast | null>;
  /** All syncs, the oldest first. */
  syncs(): Promise<SyncRecord[]>;
  /** The sync of a file that was sent in chat. */
  addSync(over?: Parameters<typeof fileSent>[0]): Promise<SyncRecord>;
  /** The same, downloaded and worked off, with these failed rows. */
  addFinished(over?: Parameters<typeof fileSent>[0], failures?: RowFailure[]): Promise<SyncRecord>;
  /** Lets the process die and start anew on the same data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The bot over a real store in a folder of its own, with a chat that only remembers. */
export async function createBotHarness(): Promise<BotHarness> {
  const dataDir = await createMigratedFolder('nvc-bot-');
  const logged: string[] = [];
  const log = createLog('debug', { write: (line: string) => logged.push(line) });
  const clock = createFakeClock(now);
  const chat = createRecordingChat();
  const toasts: ToastReason[] = [];
  let store = await openStore({ dataDir, log });

  const assemble = (): BotDeps => ({
    syncs: store.syncs,
    bot: store.bot,
    chat,
    clock,
    log,
    target,
    policies: { policy: 'skip-existing', learnerUpdates: 'overwrite' },
    newId: randomUUID,
    now: () => new Date(clock.now()),
    allowed: { users: new Set(), chats: new Set() },
    background: createBackground(log),
    toastOf(reason) {
      toasts.push(reason);
      return { kind: 'info', text: reason.kind };
    },
    pageUrl: null,
    spreadsheet: async (kind, { fileName }) => ({
      name: `${kind}-${fileName}`,
      bytes: new TextEncoder().encode(kind),
    }),
  });

  const harness: BotHarness = {
    deps: assemble(),
    get announce() {
      const { syncs, bot } = harness.deps;
      const { figures, digests } = store;
      const shown = { baseUrl: null, pageUrl: null, sandbox: false, alertChat: null, reportChat: null };
      const own = { figures, digests, target, feishuObstacle: () => null };
      return { syncs, bot, chat, clock, log, ...own, ...shown };
    },
    chat,
    clock,
    logged,
    toasts,
    async handle(event) {
      const toast = await handleChatEvent(harness.deps, event);
      await harness.deps.background.idle();
      return toast;
    },
    syncs: async () => (await store.syncs.list(100)).reverse(),
    async addSync(over) {
      await harness.handle(fileSent(over));
      const newest = (await harness.syncs()).at(-1);
      if (newest === undefined) throw new Error('no sync was added');
      return newest;
    },
    async addFinished(over, failures = []) {
      const { id, fileId } = await harness.addSync(over);
      await store.syncs.saveFile(fileId, new TextEncoder().encode('用户ID\n'));
      await finishSync(store.syncs, id, failures);
      const finished = await store.syncs.get(id);
      if (finished === null) throw new Error('the sync is gone');
      return finished;
    },
    async restart() {
      await store.close();
      store = await openStore({ dataDir, log });
      harness.deps = assemble();
    },
    async close() {
      await harness.deps.background.idle();
      await store.close();
      await rm(dataDir, { recursive: true });
    },
  };
  return harness;
}
