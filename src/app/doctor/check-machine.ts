import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { skippedForNow } from '../../wording/doctor/feishu-findings.ts';
import type { CheckName } from '../../wording/doctor/labels.ts';
import * as say from '../../wording/doctor/local-findings.ts';
import { explainErrorCode } from '../../wording/explain-error.ts';
import { nextSteps } from '../../wording/next-steps.ts';
import { bad, type Finding, good, type Saying, skipped } from './finding.ts';
import type { LocalFacts } from './local-facts.ts';

/** Rights of anybody but the owner: https://nodejs.org/api/fs.html#file-modes */
const others = 0o077;
const leastFreeBytes = 500 * 1024 ** 2;
const leastNode = [20, 19] as const;

/** What is asked of the machine beside files. */
export interface Machine {
  /** As Node names it: `20.19.0`. */
  nodeVersion: string;
  /** @returns what an ordinary user may still write on the disk of this folder, which is there */
  freeBytes(folder: string): number;
}

export const thisMachine: Machine = {
  nodeVersion: process.versions.node,
  freeBytes(folder) {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  },
};

/** Of the machine beside Node. `database`: null where nobody has looked, because the settings that name it are refused. */
export type MachineFacts = Pick<LocalFacts, 'dataDir'> & { database: LocalFacts['database'] | null };

/** What the machine has to have, whatever Feishu says: database, folder, disk, Node. */
export function checkMachine(local: MachineFacts, envFile: string, machine: Machine): Finding[] {
  const named = (check: CheckName, sayings: Saying[]) => sayings.map((saying) => ({ check, ...saying }));
  return [
    ...named('database', [checkDatabase(local)]),
    ...named('folder', [checkFolder(local.dataDir), ...checkEnvFile(envFile)]),
    ...named('disk', [checkDisk(local.dataDir, machine)]),
    ...named('node', [checkNode(machine.nodeVersion)]),
  ];
}

function checkDatabase({ database }: MachineFacts): Saying {
  if (database === null) return skipped(skippedForNow);
  switch (database.kind) {
    case 'absent':
      return good(say.noDatabaseYet);
    case 'sound': {
      const { version, isOlder } = database;
      return good(isOlder ? say.databaseOlder(version) : say.databaseSound(version));
    }
    case 'unusable':
      return bad(database.code, explainErrorCode(database.code, {}, nextSteps('cli', false)));
  }
}

function checkFolder(dataDir: string | null): Saying {
  if (dataDir === null) return skipped(say.dataOnServer);
  const path = resolve(dataDir);
  if (!existsSync(path)) return good(say.folderNotYet(path));
  if (!isUsable(path)) return bad('data_unusable', say.folderUnusable(path));
  return isOpen(path) ? bad('folder_open', say.folderOpen(path)) : good(say.folderFit(path));
}

function checkEnvFile(path: string): Saying[] {
  return isOpen(path) ? [bad('env_file_open', say.envFileOpen(path))] : [];
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Windows has no such rights. */
function isOpen(path: string): boolean {
  if (process.platform === 'win32') return false;
  return ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & others) !== 0;
}

function checkDisk(dataDir: string | null, { freeBytes }: Machine): Saying {
  if (dataDir === null) return skipped(say.dataOnServer);
  const free = freeBytes(nearestFolder(resolve(dataDir)));
  return free < leastFreeBytes
    ? bad('disk_full', say.spaceShort(Math.floor(free / 1024 ** 2)))
    : good(say.spaceLeft((free / 1024 ** 3).toFixed(1)));
}

function nearestFolder(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : nearestFolder(dirname(path));
}

function checkNode(version: string): Saying {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = leastNode;
  const isFit = major > leastMajor || (major === leastMajor && minor >= leastMinor);
  return isFit ? good(say.nodeFit(version)) : bad('node_outdated', say.nodeOld(version, leastNode.join('.')));
}
