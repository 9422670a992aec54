import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { envFileUnreadable } from '../wording/config-problems.ts';
import { type ConfigReading, readConfig } from './config.ts';

export type EnvironmentReading =
  | { kind: 'read'; environment: NodeJS.ProcessEnv }
  /** In words. */
  | { kind: 'refused'; problems: string[] };

/** The environment, after `.env` in the working directory where there is one; what is set already wins. */
export function readEnvironment(): EnvironmentReading {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env');
    return { kind: 'read', environment: process.env };
  } catch {
    // Node says of every file that it cannot open that it is not there.
    return { kind: 'refused', problems: [envFileUnreadable(resolve('.env'))] };
  }
}

/** The settings of this process. */
export function readOwnConfig(): ConfigReading {
  const reading = readEnvironment();
  return reading.kind === 'refused' ? reading : readConfig(reading.environment);
}
