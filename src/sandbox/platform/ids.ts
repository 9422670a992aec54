import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A new id: the prefix and `length` random letters and digits. */
export type NewId = (prefix: string, length: number) => string;

export const randomId: NewId = (prefix, length) =>
  prefix + Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
