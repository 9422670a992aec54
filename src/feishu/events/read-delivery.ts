import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { decrypt } from './decrypt.ts';
import { toEpochMs } from './epoch.ts';
import { isSigned } from './signature.ts';

/** What the app shares with the platform, to know that a delivery is genuine. */
export interface EventKeys {
  verificationToken: string;
  encryptKey: string;
}

/** What came in, and whether it comes from Feishu. */
export type DeliveryReading =
  /** Feishu checks the address; it wants its challenge back. */
  | { kind: 'challenge'; challenge: string }
  | { kind: 'event'; envelope: Record<string, unknown> }
  | { kind: 'unreadable' }
  | { kind: 'not_genuine'; why: Forgery };

/** What keeps a delivery from being believed. */
export type Forgery = 'encryption' | 'signature' | 'age' | 'token';

export type Headers = Readonly<Record<string, string | undefined>>;

const Envelope = z.record(z.string(), z.unknown());
const Encrypted = z.object({ encrypt: z.string() });
const Challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string(),
  token: z.string(),
});
/** Events before schema 2.0 carry the token at the top. */
const Token = z.union([
  z.object({ header: z.object({ token: z.string() }) }).transform(({ header }) => header.token),
  z.object({ token: z.string() }).transform(({ token }) => token),
]);

/** Redelivery ends after 7 hours: https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM */
const oldestMs = 12 * 3_600_000;

/**
 * Opens and checks one delivery. An address check is never signed and passes by its token alone; everything else is
 * signed over the bytes as they came, which is why nothing may parse them before.
 * Source: https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/encrypt-key-encryption-configuration-case
 * @param now epoch milliseconds
 */
export function readDelivery(
  rawBody: Uint8Array,
  headers: Headers,
  keys: EventKeys,
  now: number,
): DeliveryReading {
  const outer = parseObject(new TextDecoder().decode(rawBody));
  if (outer === null) return { kind: 'unreadable' };
  const envelope = openEnvelope(outer, keys.encryptKey);
  if (envelope === null) return { kind: 'not_genuine', why: 'encryption' };
  const check = Challenge.safeParse(envelope);
  if (check.success) {
    const { token, challenge } = check.data;
    return isSame(token, keys.verificationToken)
      ? { kind: 'challenge', challenge }
      : { kind: 'not_genuine', why: 'token' };
  }
  const why = forgeryOf(rawBody, headers, keys, now) ?? (hasToken(envelope, keys) ? null : 'token');
  return why === null ? { kind: 'event', envelope } : { kind: 'not_genuine', why };
}

function forgeryOf(
  rawBody: Uint8Array,
  headers: Headers,
  { encryptKey }: EventKeys,
  now: number,
): 'signature' | 'age' | null {
  if (!isSigned(rawBody, headers, encryptKey)) return 'signature';
  return isRecent(headers['x-lark-request-timestamp'], now) ? null : 'age';
}

function hasToken(envelope: Record<string, unknown>, { verificationToken }: EventKeys): boolean {
  const token = Token.safeParse(envelope);
  return token.success && isSame(token.data, verificationToken);
}

/** The decrypted inside, or the body itself where it is not encrypted; null for what our key does not open. */
function openEnvelope(outer: Record<string, unknown>, encryptKey: string): Record<string, unknown> | null {
  const encrypted = Encrypted.safeParse(outer);
  if (!encrypted.success) return outer;
  const plain = decrypt(encrypted.data.encrypt, encryptKey);
  return plain === null ? null : parseObject(plain);
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    return Envelope.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** false too where there is no timestamp that could be read. */
function isRecent(timestamp: string | undefined, now: number): boolean {
  return now - toEpochMs(Number(timestamp)) <= oldestMs;
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
