// Starts our programs as they are started in earnest, for the benches.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
/** @type {{ scripts: { start: string } }} */
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** @typedef {Record<string, string>} Settings by the name of the environment variable */
/** @typedef {Awaited<ReturnType<typeof start>>} Program one that is running */

/**
 * Runs a compiled program until `ready` matches what it prints.
 * @param {string} script @param {readonly string[]} args @param {Settings} env @param {RegExp} ready
 * @param {readonly string[]} nodeFlags
 */
async function start(script, args, env, ready, nodeFlags) {
  const child = spawn(process.execPath, [...nodeFlags, join(dist, script), ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  while (!ready.test(output)) await once(child.stdout, 'data');
  return { child, output: () => output };
}

/** The settings that connect a service to a stand-in Feishu. @param {Program} sandbox @returns {Settings} */
export function settingsFrom(sandbox) {
  return Object.fromEntries(
    [...sandbox.output().matchAll(/^([A-Z_]+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
  );
}

export const startSandbox = () =>
  start('sandbox/main.js', ['--port', '0', '--empty'], {}, /BITABLE_APP_TOKEN=\S+\n/, []);

/** Those of `npm start`. */
const ownFlags = manifest.scripts.start.split(' ').filter((word) => word.startsWith('--'));

/** @param {Settings} settings @param {readonly string[]} [nodeFlags] */
export async function startService(settings, nodeFlags = []) {
  const env = { PORT: '0', HOST: '127.0.0.1', ...settings };
  const service = await start('main.js', [], env, /\/upload\n/, [...ownFlags, ...nodeFlags]);
  return { ...service, url: /(http:\/\/[\d.:]+)\/upload/.exec(service.output())?.[1] ?? '' };
}

/**
 * A roster with a fifth of the learners twice.
 * @param {number} rows @param {string} mark two characters in the id of each of its learners
 */
export function rosterOf(rows, mark = '7f') {
  const lines = ['用户ID,昵称,手机号,课程,学习日期,城市,来源渠道,备注'];
  for (let row = 0; row < rows; row += 1) {
    const id = `u_${mark}${(row % Math.ceil(rows * 0.8)).toString(16).padStart(11, '0')}_ABCDEFGHIJ`;
    const day = `2026-0${1 + (row % 9)}-${String(1 + (row % 28)).padStart(2, '0')}`;
    lines.push(
      `${id},学员${row},1990000${String(row % 10_000).padStart(4, '0')},课程${row % 7},${day},上海,微信,`,
    );
  }
  return lines.join('\r\n');
}
