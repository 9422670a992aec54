import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyncSettings } from '../../src/sync/settings.ts';
import { openHarnessOn, type SyncHarness } from '../sync/sync-harness.ts';
import { lastYear } from './last-year.ts';
import { fillBase } from './memory-tables.ts';

/** A year commits thousands of times: in memory, where the system has such a folder, it need not wait for a disk. */
const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** The sync core over tables as they were before the year. */
export async function openYear(settings: Partial<SyncSettings>): Promise<SyncHarness> {
  const dataDir = await mkdtemp(join(folder, 'nvc-year-'));
  const target = { domain: 'd', appId: 'a', baseToken: 'b', tables: 't' };
  const harness = await openHarnessOn(dataDir, target, settings);
  fillBase(harness.base, lastYear());
  return harness;
}
