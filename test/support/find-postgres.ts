import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a person reads where no server is found. */
export const noPostgres = 'No PostgreSQL found. On Debian: apt-get install postgresql.';

/** Where Debian and others put the programs of the server. */
const versionsFolder = '/usr/lib/postgresql';

/** The folder with `initdb` and `postgres` of the newest version; null where there is none. */
export function findPostgres(): string | null {
  if (!existsSync(versionsFolder)) return null;
  const versions = readdirSync(versionsFolder).sort((a, b) => Number(b) - Number(a));
  const folders = versions.map((version) => join(versionsFolder, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}
