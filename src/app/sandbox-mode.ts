import { join } from 'node:path';
import { AppError } from '../errors.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import { openFileLock } from '../store/sqlite/file-lock.ts';
import { toStoreError } from '../store/sqlite/store-errors.ts';
import type { FeishuSettings } from './config.ts';

/** The stand-in Feishu of this folder, running in this process. */
export interface OwnSandbox {
  feishu: FeishuSettings;
  pages: Sandbox['pages'];
  /** Where the stand-in delivers its events, once that answers. */
  deliverOnceUp: Sandbox['deliverOnceUp'];
  hostedBy: Sandbox['hostedBy'];
  close(): Promise<void>;
}

/** Where sandbox mode keeps everything, apart from real data. */
export function sandboxFolder(dataDir: string): string {
  return join(dataDir, 'sandbox');
}

/**
 * Starts the stand-in over the data in the folder, unless another process has it running.
 * @returns null if another process has
 */
export async function startOwnSandbox(folder: string): Promise<OwnSandbox | null> {
  const lock = openFileLock(join(folder, 'feishu.lock.sqlite'));
  const release = await lock.tryAcquire();
  if (release === null) {
    lock.close();
    return null;
  }
  // Only here, so that a service in real use never loads it.
  const { startSandbox } = await import('../sandbox/start-sandbox.ts');
  const dataDir = join(folder, 'feishu');
  const sandbox = await startSandbox({ host: '127.0.0.1', port: 0, dataDir, seed: 'example' }).catch(
    cannotOpen,
  );
  return {
    feishu: settingsFor(sandbox),
    pages: sandbox.pages,
    deliverOnceUp: sandbox.deliverOnceUp,
    hostedBy: sandbox.hostedBy,
    async close() {
      await sandbox.close();
      await release();
      lock.close();
    },
  };
}

/** What is not about the disk is about what stands in the file: an earlier run, or another version, wrote it. */
function cannotOpen(thrown: unknown): never {
  const error = toStoreError(thrown);
  if (error.code !== 'internal') throw error;
  throw new AppError('data_damaged', { details: { file: 'sandbox/feishu/base.log' }, cause: thrown });
}

function settingsFor({
  url,
  appId,
  appSecret,
  baseToken,
  learnerTableId,
  enrollmentTableId,
}: Sandbox): FeishuSettings {
  return {
    appId,
    appSecret,
    domain: url,
    baseReference: baseToken,
    learnerTable: learnerTableId,
    enrollmentTable: enrollmentTableId,
  };
}
