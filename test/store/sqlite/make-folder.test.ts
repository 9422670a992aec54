import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../src/store/sqlite/make-folder.ts';

describe('making a folder', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'make-folder-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('makes those above it too, for their owner alone', async () => {
    makeFolder(join(root, 'a/b/c'));
    for (const name of ['a', 'a/b', 'a/b/c']) expect((await stat(join(root, name))).mode & 0o777).toBe(0o700);
  });

  it('leaves one that is there as it is', async () => {
    const { mode } = await stat(root);
    makeFolder(root);
    expect((await stat(root)).mode).toBe(mode);
  });

  it('says so where a file has the name, or the name of one above', async () => {
    await writeFile(join(root, 'file'), '');
    expect(() => makeFolder(join(root, 'file'))).toThrow(expect.objectContaining({ code: 'EEXIST' }));
    expect(() => makeFolder(join(root, 'file/a'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }));
  });

  it.runIf(process.platform === 'linux')('ends where nothing can be made', () => {
    expect(() => makeFolder('/proc/nope')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    expect(() => makeFolder('/proc/nope/below')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});
