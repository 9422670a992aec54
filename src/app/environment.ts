import { existsSync } from 'node:fs';

/** The environment, after `.env` in the working directory where there is one; what is set already wins. */
export function readEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}
