import type { EnrollmentPolicy } from '../../src/sync/settings.ts';
import { roster, typeByHand } from '../kill/scenario.ts';
import { newestSyncs } from '../support/api.ts';
import { createChatDriver, sendToBot } from '../support/chat-driver.ts';
import { contentOf, control, readTables } from '../support/tables.ts';
import type { CallPoint, Mishap } from './mishaps.ts';
import type { Instances, Place } from './place.ts';

/** What befalls the instance that works, and in the middle of which call. */
export interface Disturbance extends CallPoint {
  mishap: Mishap;
}

/** All that must not depend on any mishap. */
export interface Result {
  tables: ReturnType<typeof contentOf>;
  sync: object;
  /** What the bot has said about the file. */
  answers: unknown[];
}

export interface SharedRun {
  result: Result;
  calls: readonly string[];
  /** Milliseconds until the sync went on; null where nothing happened. */
  takenOverAfter: number | null;
}

/** A file in chat, and two instances of which one works on it while the mishap befalls it. */
export async function runShared(
  place: Place,
  policy: EnrollmentPolicy,
  disturbance: Disturbance | null,
): Promise<SharedRun> {
  const { url } = place.sandbox;
  await control(url, 'DELETE', 'faults');
  // Small enough for several batches of each kind.
  await control(url, 'PUT', 'settings', { maxBatch: 3 });
  await control(url, 'POST', 'reset', { seed: 'example' });
  await typeByHand(url);
  const instances = await place.start(2, { FEISHU_EVENT_MODE: 'websocket', ENROLLMENT_POLICY: policy });
  try {
    await createChatDriver(() => url).connected();
    return await run(url, instances, disturbance);
  } finally {
    await instances.kill();
  }
}

async function run(url: string, instances: Instances, disturbance: Disturbance | null): Promise<SharedRun> {
  const calls = disturbance === null ? instances.calls() : [];
  const befalling = disturbance === null ? null : instances.befall(disturbance.mishap, disturbance);
  const { messageId } = await sendToBot(url, roster);
  const befallen = await befalling;
  const takenOverAfter = (await befallen?.takenOver) ?? null;
  if (befallen !== null) instances.wake(befallen.place);
  const answers = await finalAnswers(url, messageId);
  const other = instances.services[befallen === null ? 0 : 1 - befallen.place];
  const [sync] = await newestSyncs(other?.url ?? '');
  const tables = contentOf(await readTables(url));
  return { result: { tables, sync: comparable(sync), answers }, calls, takenOverAfter };
}

/** All answers to a message, once one says how the sync has ended. */
async function finalAnswers(url: string, messageId: string): Promise<unknown[]> {
  const chat = createChatDriver(() => url);
  await chat.answerTo(messageId, /处理完毕/);
  const answers = (await chat.messages()).filter(({ replyTo }) => replyTo === messageId);
  return answers.map(({ content }) => comparable(content));
}

const different = /[\da-f]{8}-[\da-f-]{27}|用时[^，]*，调用飞书\d+次|\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** Without what is new in every run: ids, times, and how many calls it took. */
function comparable(value: object | undefined): object {
  const text = JSON.stringify(value, (key, part) => (/^(?:baseCalls|durationMs)$/.test(key) ? 0 : part));
  return JSON.parse(text.replace(different, '*'));
}
