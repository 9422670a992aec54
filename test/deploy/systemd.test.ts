import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findProgram } from '../support/find-program.ts';

let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nvc-unit-'));
  path = join(folder, 'nvc-learner-sync.service');
  const unit = readFileSync(new URL('../../deploy/nvc-learner-sync.service', import.meta.url), 'utf8');
  // Where Node is differs from one machine to the next.
  writeFileSync(path, unit.replace('/usr/bin/node', process.execPath));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** @throws Error with what it says, if it finds fault */
function analyze(...args: string[]): string {
  const program = findProgram('systemd-analyze') ?? 'systemd-analyze';
  return execFileSync(program, [...args, path], { encoding: 'utf8', stdio: 'pipe' });
}

it('systemd takes the unit without a remark', () => {
  expect(analyze('verify')).toBe('');
});

it('little is exposed: at most 20 of 100', () => {
  expect(analyze('security', '--offline=true', '--threshold=20')).toContain('Overall exposure level');
});
