import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

/** A setting as it is to stand in `.env`. */
export interface EnvSetting {
  name: string;
  value: string;
  secret: boolean;
}

export interface EnvPlan {
  /** Not set anywhere yet. */
  added: EnvSetting[];
  /** Set already, to something else. */
  different: string[];
}

/** What has to be added, and what stays as somebody has set it. An empty value counts as none. */
export function planEnv(
  wanted: readonly EnvSetting[],
  present: Readonly<Record<string, string | undefined>>,
): EnvPlan {
  const presentValue = ({ name }: EnvSetting) => present[name]?.trim() ?? '';
  return {
    added: wanted.filter((setting) => presentValue(setting) === ''),
    different: wanted
      .filter((setting) => presentValue(setting) !== '' && presentValue(setting) !== setting.value)
      .map(({ name }) => name),
  };
}

/** As it may be shown: secrets are not. */
export function shownLine({ name, value, secret }: EnvSetting): string {
  return secret ? `${name}=（不显示）` : `${name}=${quoted(value)}`;
}

/**
 * Adds lines to the file, new if need be, for its owner alone. Lines that are there stay; of two lines with one name the
 * later holds: https://nodejs.org/api/environment_variables.html#env-files
 * @throws what the file system says
 */
export function addToEnvFile(path: string, settings: readonly EnvSetting[]): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const lines = settings.map(({ name, value }) => `${name}=${quoted(value)}`);
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  appendFileSync(path, `${gap}# 由 npm run setup 添加\n${lines.join('\n')}\n`, { mode: 0o600 });
  chmodSync(path, 0o600);
}

/** `#` and blanks end a value that is not quoted; how the file is read decides whether quoting is needed. */
function quoted(value: string): string {
  return parseEnv(`A=${value}`).A === value ? value : `"${value}"`;
}
