import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { chats } from '../../src/sandbox/state/people.ts';
import { freePort } from '../support/free-port.ts';
import { type Harness, openHarness, runCli } from '../support/processes.ts';
import { canaries } from './canaries.ts';
import { type Exercise, type RunningExercise, roster } from './exercise.ts';
import { forgeEvents, useChat } from './exercise-chat.ts';
import { sendBadRequests, visitPages } from './exercise-requests.ts';
import { killAndRestart, syncWithFaults } from './exercise-syncs.ts';
import { noOutputs } from './outputs.ts';

/** Uses everything of a service, with faults, refusals, forgeries and a kill, and keeps what it puts out. */
export async function exerciseService(): Promise<Exercise> {
  const exercise = await startExercise();
  try {
    await visitPages(exercise);
    await syncWithFaults(exercise);
    await useChat(exercise);
    await forgeEvents(exercise);
    await sendBadRequests(exercise);
    await killAndRestart(exercise);
    await runCommands(exercise);
    await exercise.harness.service.kill('SIGTERM');
    exercise.outputs.log += exercise.harness.service.output();
  } finally {
    await exercise.harness.close();
    await rm(exercise.folder, { recursive: true, force: true });
  }
  return exercise;
}

async function startExercise(): Promise<RunningExercise> {
  const port = await freePort();
  const eventKeys = [
    '--verification-token',
    canaries.verificationToken,
    '--encrypt-key',
    canaries.encryptKey,
  ];
  const harness = await openHarness(
    {
      ...{
        PORT: String(port),
        LOG_LEVEL: 'trace',
        UPLOAD_PASSWORD: canaries.password,
        LEARNER_FIELDS: '城市',
      },
      ...{ FEISHU_ENCRYPT_KEY: canaries.encryptKey, FEISHU_VERIFICATION_TOKEN: canaries.verificationToken },
      ALERT_CHAT: chats.find(({ kind }) => kind === 'group')?.id ?? '',
    },
    ['--empty', '--event-url', `http://127.0.0.1:${port}/feishu/events`, ...eventKeys],
  );
  const { id: chatId, members } = chats[0] ?? { id: '', members: [] };
  const openId = members[0]?.openId ?? '';
  const appSecret = harness.env.FEISHU_APP_SECRET ?? '';
  const secrets = { tenantToken: await tenantTokenOf(harness), appSecret, session: '' };
  const folder = await mkdtemp(join(tmpdir(), 'nvc-canary-'));
  return { harness, folder, outputs: noOutputs(), openId, chatId, secrets };
}

/** The platform hands out the same one for a while, so it is the one that the service works with. */
async function tenantTokenOf({ sandbox, env }: Harness): Promise<string> {
  const answer = await fetch(`${sandbox.url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: env.FEISHU_APP_ID, app_secret: env.FEISHU_APP_SECRET }),
  });
  return z.object({ tenant_access_token: z.string() }).parse(await answer.json()).tenant_access_token;
}

/** Commands beside the running service; only results and refusals come out on standard output, and no log. */
async function runCommands({ harness, folder, outputs }: RunningExercise): Promise<void> {
  const file = join(folder, `${canaries.fileName}.csv`);
  await writeFile(file, roster.replaceAll(canaries.userId, `${canaries.userId}l`));
  const commands = [[file, '--json'], [file, '--dry-run'], [join(folder, 'nowhere.csv')]];
  for (const { stdout, stderr } of await Promise.all(commands.map((args) => runCli(args, harness.env)))) {
    outputs['command line'] += stdout;
    outputs.log += stderr;
  }
}
