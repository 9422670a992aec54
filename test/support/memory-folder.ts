import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** Where folders of tests go that need not survive a loss of power: in memory where the system has a place for that. */
export const memoryFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
