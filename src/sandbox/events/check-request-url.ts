import type { NewId } from '../platform/ids.ts';
import { type DeliveryTarget, wrapped } from './delivery-request.ts';
import { post } from './post.ts';

const challengeMs = 1000;

/** The app did not answer the challenge, so its address is not taken. */
export class UnansweredChallenge extends Error {
  override readonly name = 'UnansweredChallenge';
  /** null: no answer within the second. */
  readonly status: number | null;

  constructor(status: number | null) {
    super('the request URL did not answer the challenge');
    this.status = status;
  }
}

/**
 * What the platform asks before it takes a URL; never signed
 * (https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/request-url-configuration-case).
 * @throws UnansweredChallenge if the answer is not the challenge, within a second
 */
export async function checkRequestUrl(
  target: DeliveryTarget,
  { newId, stopped }: { newId: NewId; stopped: AbortSignal },
): Promise<void> {
  const challenge = newId('', 32);
  const asked = { challenge, token: target.verificationToken, type: 'url_verification' };
  const request = { body: wrapped(asked, target), headers: {} };
  const { ok, answer, status } = await post(target.url, request, challengeMs, stopped);
  const given = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'challenge') : undefined;
  if (!ok || given !== challenge) throw new UnansweredChallenge(status);
}
