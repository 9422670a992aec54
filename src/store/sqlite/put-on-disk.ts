import { closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/** Returns when the file, and its name in its folder, survive a loss of power. */
export function putOnDisk(path: string): void {
  for (const one of [path, dirname(path)]) {
    const descriptor = openSync(one, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}
