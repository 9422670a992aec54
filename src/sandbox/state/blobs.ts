import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of uploaded files, by key: too large for the log of changes. */
export interface Blobs {
  /** Before the change that names the key. */
  write(key: string, bytes: Buffer): void;
  /** @throws Error for a key that was never written */
  read(key: string): Buffer;
  clear(): void;
}

/** Keys are made here: letters, digits, `_` and `-`. With `dataDir` null everything is kept in memory only. */
export function openBlobs(dataDir: string | null): Blobs {
  return dataDir === null ? inMemory() : inFolder(join(dataDir, 'files'));
}

function inFolder(folder: string): Blobs {
  return {
    write(key, bytes) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(join(folder, key), bytes, { mode: 0o600 });
    },
    read: (key) => readFileSync(join(folder, key)),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function inMemory(): Blobs {
  const kept = new Map<string, Buffer>();
  return {
    write: (key, bytes) => void kept.set(key, bytes),
    read(key) {
      const bytes = kept.get(key);
      if (bytes === undefined) throw new Error(`unknown blob ${key}`);
      return bytes;
    },
    clear: () => kept.clear(),
  };
}
