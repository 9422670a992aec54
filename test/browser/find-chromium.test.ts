import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findChromium } from './find-chromium.ts';

let folder: string;
let program: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nvc-chromium-'));
  program = join(folder, 'google-chrome');
  writeFileSync(program, '', { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true }));

it('findChromium gives the one on the PATH', () => {
  expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(program);
});

it('findChromium gives the one that CHROMIUM_PATH names, whatever is on the PATH', () => {
  expect(findChromium({ CHROMIUM_PATH: process.execPath, PATH: folder })).toBe(process.execPath);
});

it('findChromium gives none if CHROMIUM_PATH names a wrong place, so that a slip is noticed', () => {
  expect(findChromium({ CHROMIUM_PATH: join(folder, 'chrome'), PATH: folder })).toBeNull();
});
