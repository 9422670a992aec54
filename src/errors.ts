/** What keeps the service from keeping its own data. */
export const storeErrorCodes = [
  'disk_full',
  'data_damaged',
  'data_newer',
  'data_unusable',
  'data_gone',
  'sqlite_outdated',
] as const;
export type StoreErrorCode = (typeof storeErrorCodes)[number];

export function isStoreErrorCode(code: ErrorCode): code is StoreErrorCode {
  return storeErrorCodes.some((storeCode) => storeCode === code);
}

/** What only an administrator can fix. */
export const administratorErrorCodes = [
  'wrong_app_secret',
  'not_open_platform',
  'app_disabled',
  'missing_scope',
  'not_collaborator',
  'wrong_base_token',
  'wiki_unreadable',
  'table_missing',
  'tables_unfit',
  'no_write_permission',
  'records_hidden',
  'base_full',
  'will_not_fit',
  'monthly_quota',
  'ip_denied',
  'target_changed',
  ...storeErrorCodes,
] as const;

/**
 * Every code with which work can stop. A person reads the sentence that `wording/` keeps for the code; the log gets the
 * code, the cause and Feishu's own code and log id.
 */
export const errorCodes = [
  ...administratorErrorCodes,
  // Staff can try again later.
  'feishu_busy',
  'feishu_unreachable',
  'feishu_refused',
  'feishu_answer_unreadable',
  'in_doubt',
  'file_deleted',
  'chat_file_gone',
  'chat_file_forbidden',
  // A fault of this service.
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** One of several facts of one kind, such as what is wrong with one field. */
export type ErrorFact = Readonly<Record<string, string | readonly string[]>>;

/**
 * Codes and names a sentence may need, such as the names of missing tables. Never a sentence, personal data or a secret:
 * they are stored and logged.
 */
export type ErrorDetails = Readonly<
  Record<string, string | number | readonly string[] | readonly ErrorFact[]>
>;

/** Something is broken or must be fixed by a person; expected outcomes are values instead. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Any thrown value as an AppError; what is not one already is a fault of ours. */
export function toAppError(thrown: unknown): AppError {
  return thrown instanceof AppError ? thrown : new AppError('internal', { cause: thrown });
}
