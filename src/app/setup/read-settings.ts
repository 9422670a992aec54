import type { z } from 'zod';
import * as say from '../../wording/config-problems.ts';
import { type Environment, environmentSchema, secretNames } from '../config.ts';
import { withSecretFiles } from '../secret-files.ts';

/** What is set so far; much may be missing before a setup. */
export type SetupSettings = z.infer<typeof environmentSchema>;

export type SetupSettingsReading =
  /** `present`: as they were given, and what the files of secrets hold. */
  { kind: 'read'; settings: SetupSettings; present: Environment } | { kind: 'refused'; problems: string[] };

/** Reads the settings of an environment that need not be complete; an empty value counts as absent. */
export function readSetupSettings(environment: Environment): SetupSettingsReading {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const { present, problems } = withSecretFiles(filled, secretNames);
  const parsed = environmentSchema.safeParse(present);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map(({ path: [name = ''], message }) =>
        say.settingProblem(String(name), message, undefined),
      );
  if (!parsed.success || problems.length > 0) return { kind: 'refused', problems: [...problems, ...wrong] };
  return { kind: 'read', settings: parsed.data, present };
}
