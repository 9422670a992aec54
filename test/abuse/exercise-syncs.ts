import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { control } from '../support/tables.ts';
import { canaries } from './canaries.ts';
import { fault, header, json, type RunningExercise, refusal, roster, visit } from './exercise.ts';
import type { Channel } from './outputs.ts';

const { nickname, phone, userId, fileName, feishuMessage } = canaries;

/** Syncs in which Feishu refuses, quotes, breaks off, forgets the token, or answers something else. */
export async function syncWithFaults(exercise: RunningExercise): Promise<void> {
  await fault(exercise, '*/fields', {
    kind: 'answer',
    httpStatus: 502,
    body: `<html>${feishuMessage} ${phone}`,
  });
  await fault(exercise, '*/search', { kind: 'drop' });
  await fault(exercise, '*/search', { kind: 'cut' }, { nth: 2 });
  await fault(exercise, '*/search', refusal(99991663), { nth: 3 });
  await fault(exercise, '*batch_create', refusal(1254291));
  await fault(exercise, '*batch_create', refusal(1254060), { nth: 2 });
  const id = await sync(exercise, roster);
  await visit(exercise, `/api/syncs/${id}/events`, 'stream');
  await visit(exercise, `/api/syncs/${id}/failures.csv`, 'failures file');
  await visit(exercise, `/api/syncs/${id}/rerun`, 'api', { method: 'POST', headers: json, body: '{}' });
  for (const code of [91403, 99991672, 1254302, 123456]) {
    await fault(exercise, '*/fields', refusal(code));
    await sync(exercise, roster.replace('05-01', '05-02'));
  }
  await visit(exercise, '/api/syncs?limit=100', 'api');
  // Without a header the first person is taken for one, and the refusal says what was found.
  await sync(exercise, roster.replace(`${header}\n`, ''), 'own file quoted');
  const asked = await sync(exercise, `用户ID,昵称\n${userId},${nickname}`);
  await visit(exercise, `/api/syncs/${asked}/cancel`, 'api', { method: 'POST', headers: json, body: '{}' });
}

/** @returns the id, once the sync has untilEnded or asks */
async function sync(exercise: RunningExercise, csv: string, channel: Channel = 'api'): Promise<string> {
  const id = await send(exercise, csv);
  await untilEnded(exercise, id, channel);
  return id;
}

async function send(exercise: RunningExercise, csv: string): Promise<string> {
  const body = new FormData();
  body.set('file', new Blob([csv]), `${fileName}.csv`);
  const { text } = await visit(exercise, '/api/syncs', 'api', { method: 'POST', body });
  return z.object({ id: z.string() }).parse(JSON.parse(text)).id;
}

async function untilEnded(exercise: RunningExercise, id: string, channel: Channel): Promise<void> {
  for (;;) {
    const { text } = await visit(exercise, `/api/syncs/${id}`, channel);
    if (!/"status":"(?:queued|running)"/.test(text)) return;
    await sleep(100);
  }
}

/** Killed in the middle of a write, and started again. */
export async function killAndRestart(exercise: RunningExercise): Promise<void> {
  await fault(exercise, '*batch_create', { kind: 'hang', when: 'after' });
  const id = await send(exercise, roster.replaceAll(userId, `${userId}k`));
  const written = async () => JSON.stringify(await control(exercise.harness.sandbox.url, 'GET', 'tables'));
  while (!(await written()).includes(`${userId}k`)) await sleep(50);
  await exercise.harness.service.kill('SIGKILL');
  exercise.outputs.log += exercise.harness.service.output();
  await exercise.harness.restart();
  await untilEnded(exercise, id, 'api');
}
