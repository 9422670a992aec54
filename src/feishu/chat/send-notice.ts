import type { Notice } from '../../bot/notice.ts';
import type { SendOutcome } from '../../bot/ports.ts';
import { noticeText } from '../../wording/bot/plain-text.ts';
import type { Calls } from '../calls/call.ts';
import { renderNotice } from '../cards/render-notice.ts';
import { inertText } from './inert-text.ts';
import { type Recipient, sendMessage, sendOutcome } from './send-message.ts';

/** Sends a card; where Feishu refuses it for what it holds, the same facts as plain text. */
export async function sendNotice(
  calls: Calls,
  to: Recipient,
  notice: Notice,
  { sandbox, sendKey }: { sandbox: boolean; sendKey: string },
): Promise<SendOutcome> {
  const card = { type: 'interactive', content: renderNotice(notice, sandbox) } as const;
  const sent = await sendMessage(calls, to, card, sendKey);
  if (sent.kind !== 'refused' || sent.refusal !== 'content') return sendOutcome(sent);
  const text = { type: 'text', content: { text: inertText(noticeText(notice, sandbox)) } } as const;
  // Other content must not come under the same key.
  return sendOutcome(await sendMessage(calls, to, text, `${sendKey}:text`));
}
