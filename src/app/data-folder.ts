import type { Config } from './config.ts';
import { sandboxFolder } from './sandbox-mode.ts';

/** Where this configuration keeps its data: the demonstration apart from everything else. */
export function dataFolder({ mode, dataDir }: Config): string {
  return mode === 'sandbox' ? sandboxFolder(dataDir) : dataDir;
}
