import type { Notice } from '../../bot/notice.ts';
import type { SendOutcome } from '../../bot/ports.ts';
import { noticeText } from '../../wording/bot/plain-text.ts';
import type { Calls } from '../calls/call.ts';
import { renderNotice } from '../cards/render-notice.ts';
import { isRefusedFor } from './attempt.ts';
import { inertText } from './inert-text.ts';
import { type Recipient, type Sent, sendMessage, sendOutcome } from './send-message.ts';

interface SendOptions {
  sandbox: boolean;
  sendKey: string;
}

/** Sends a card; where Feishu refuses it for what it holds, the same facts as plain text. */
export async function sendNotice(
  calls: Calls,
  to: Recipient,
  notice: Notice,
  options: SendOptions,
): Promise<SendOutcome> {
  const sent = await sendCard(calls, to, notice, options);
  if (!isRefusedFor(sent, 'content')) return sendOutcome(sent);
  const text = { type: 'text', content: { text: inertText(noticeText(notice, options.sandbox)) } } as const;
  return sendOutcome(await sendMessage(calls, to, text, `${options.sendKey}:text`));
}

/** One wrong id of a person makes Feishu refuse the whole card, which says enough without the name. */
async function sendCard(
  calls: Calls,
  to: Recipient,
  notice: Notice,
  { sandbox, sendKey }: SendOptions,
): Promise<Sent> {
  const cardOf = (namesPeople: boolean) =>
    ({ type: 'interactive', content: renderNotice(notice, { sandbox, namesPeople }) }) as const;
  const sent = await sendMessage(calls, to, cardOf(true), sendKey);
  if (!isRefusedFor(sent, 'person')) return sent;
  // Other content must not come under the same key.
  return sendMessage(calls, to, cardOf(false), `${sendKey}:nameless`);
}
