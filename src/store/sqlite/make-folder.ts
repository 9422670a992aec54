import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder for its owner alone, and those above it that are missing. Node's `recursive` takes a refused name for
 * a missing parent and never ends where the parent is there all the same, as below /proc.
 * @throws what the file system says; EEXIST if something else has the name
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (thrown) {
    if (isFolder(path)) return;
    if (codeOf(thrown) !== 'ENOENT' || isFolder(dirname(path))) throw thrown;
    makeFolder(dirname(path));
    makeFolder(path);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : null;
}
