import { AppError, administratorErrorCodes, type ErrorCode } from '../../errors.ts';

/** Where administrators manage an app, if not at open.feishu.cn. */
const consoles: Readonly<Record<string, string>> = {
  'https://open.larksuite.com': 'open.larksuite.com/app',
};

/** @param domain origin of the platform; null where hints need not name a console of its own */
export function developerConsoleOf(domain: string): string | null {
  return consoles[domain.replace(/\/+$/, '')] ?? null;
}

const onlyAdministrators: ReadonlySet<ErrorCode> = new Set(administratorErrorCodes);

/** What was thrown; an error that an administrator has to mend names the developer console of this platform. */
export function namingConsole(developerConsole: string | null, thrown: unknown): unknown {
  if (developerConsole === null || !(thrown instanceof AppError)) return thrown;
  if (!onlyAdministrators.has(thrown.code)) return thrown;
  return new AppError(thrown.code, { details: { ...thrown.details, developerConsole }, cause: thrown });
}
