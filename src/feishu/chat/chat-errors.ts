import type { AppError } from '../../errors.ts';

/** Why chat does not take a call. */
export type ChatRefusal =
  /** The message it is about was recalled or deleted, or is too old to be changed. */
  | 'gone'
  /** There is nobody who could see it: the person has left, the bot was removed or muted. */
  | 'nobody'
  /** The app may not do this here. */
  | 'forbidden'
  /** Something is wrong with what was sent; other content may be taken. */
  | 'content'
  /** A person named on the card is not one; without that name it may be taken. */
  | 'person';

/** What else a refusal can mean. */
type OtherRefusal =
  /** It passes by itself. */
  | 'busy'
  /** No page that is known here has the code. It may pass, or last for ever. */
  | 'unlisted';

/**
 * Codes of messages (230xxx), chats (232xxx) and ids (99992xxx).
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/reply and its siblings,
 * https://open.feishu.cn/document/ukTMukTMukTM/ugjM14COyUjL4ITN
 */
const refusals: Readonly<Record<number, ChatRefusal | 'busy'>> = {
  230011: 'gone',
  230019: 'gone',
  230031: 'gone',
  230050: 'gone',
  230110: 'gone',
  230111: 'gone',
  99992354: 'gone',

  230002: 'nobody',
  230013: 'nobody',
  230018: 'nobody',
  230029: 'nobody',
  230034: 'nobody',
  230035: 'nobody',
  230038: 'nobody',
  230053: 'nobody',
  230075: 'nobody',
  232006: 'nobody',
  232009: 'nobody',
  99992351: 'nobody',
  99992355: 'nobody',
  99992356: 'nobody',
  99992361: 'nobody',

  230027: 'forbidden',

  230001: 'content',
  230022: 'content',
  230025: 'content',
  230028: 'content',
  230054: 'content',
  230055: 'content',
  230099: 'content',
  234006: 'content',
  234010: 'content',
  99992402: 'content',

  230020: 'busy',
  230049: 'busy',
};

/** The bot ability is off: what an administrator has to mend, and may. */
const botOff = 230006;

/** null for what says nothing about this one message, such as a bot that is switched off or a missing scope. */
export function refusalOf({ code, details }: AppError): ChatRefusal | OtherRefusal | null {
  if (details.reason === 'card_locked') return 'busy';
  if (details.reason === 'card_person') return 'person';
  if (code !== 'feishu_refused' || details.feishuCode === botOff) return null;
  return refusals[Number(details.feishuCode)] ?? 'unlisted';
}
