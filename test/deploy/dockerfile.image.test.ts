import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { type RunningSandbox, startSandboxProgram } from '../support/processes.ts';
import { type BuiltImage, buildImage, nobody } from './build-image.ts';

let image: BuiltImage;
let sandbox: RunningSandbox;
beforeAll(async () => {
  image = await buildImage();
  sandbox = await startSandboxProgram();
}, 600_000);
afterAll(async () => {
  await sandbox?.kill('SIGKILL');
  await rm(image.folder, { recursive: true, force: true });
});

it('holds what is needed to run, and no compiler, test or source', async () => {
  expect((await readdir(image.workdir)).sort()).toEqual(['dist', 'node_modules', 'package.json', 'web']);
  const packages = await readdir(join(image.workdir, 'node_modules'));
  expect(packages).toContain('koa');
  for (const name of ['typescript', 'vitest', 'playwright-core', '@biomejs'])
    expect(packages).not.toContain(name);
});

it('keeps its data in a folder for its user alone', async () => {
  const data = join(image.workdir, '..', image.environment.DATA_DIR ?? '');
  expect((await stat(data)).mode & 0o777).toBe(0o700);
});

it('starts as an ordinary user, is healthy, and ends when it is told to', async () => {
  const port = String(await freePort());
  const { PATH = '' } = process.env;
  const env = {
    ...{ PATH, ...image.environment, ...sandbox.env },
    ...{ PORT: port, DATA_DIR: join(image.workdir, '..', 'data') },
  };
  const [program = '', ...args] = image.command;
  const service = spawn(program, args, {
    ...nobody,
    cwd: image.workdir,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  service.stdout.on('data', (chunk) => (said += chunk));
  while (!said.includes('/upload')) await once(service.stdout, 'data');
  expect(said).toContain('NVC 学员同步已启动');

  const [check = '', ...checkArgs] = image.healthCheck;
  const isHealthy = () =>
    promisify(execFile)(check, checkArgs, { env: { PATH, PORT: port } }).then(
      () => true,
      () => false,
    );
  expect(await isHealthy()).toBe(true);
  service.kill('SIGTERM');
  const [code] = await once(service, 'exit');
  expect(code).toBe(0);
  expect(await isHealthy()).toBe(false);
});
