import { readFileSync } from 'node:fs';
import * as say from '../wording/config-problems.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings with what their files hold, and in words which files could not be read. */
export interface SecretsReading {
  present: Record<string, string | undefined>;
  problems: string[];
}

/**
 * Puts the contents of a file in place of `NAME_FILE`, as container platforms hand secrets over. Blanks and line breaks
 * around a secret belong to the file.
 * @param secretNames which settings may come from a file
 */
export function withSecretFiles(given: Environment, secretNames: readonly string[]): SecretsReading {
  const present = { ...given };
  const problems: string[] = [];
  for (const name of secretNames) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    delete present[`${name}_FILE`];
    const content = readSecret(path);
    if (given[name] !== undefined) problems.push(say.secretTwice(name));
    else if (content === null) problems.push(say.secretUnreadable(name, path));
    else present[name] = content;
  }
  return { present, problems };
}

/** null for what cannot be read, and for a file without a secret. */
function readSecret(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch {
    return null;
  }
}
