import { AppError, type ErrorCode } from '../../errors.ts';
import { limits } from '../../roster/limits.ts';
import type { ChatFile, FetchChatFile } from '../../sync/ports.ts';
import { answerOf, type Calls } from '../calls/call.ts';
import { type ChatConnection, connectChat } from './connect-chat.ts';
import { Downloaded, download } from './download.ts';
import { pathId } from './path-id.ts';

export interface FetchChatFileOptions extends ChatConnection {
  /** 2 minutes if not given: enough for the largest file on a slow line. */
  callTimeoutMs?: number;
}

const defaultCallTimeoutMs = 120_000;
const tooLarge: ChatFile = { kind: 'too_large', allowedBytes: limits.bytes };

/** Downloads files from chat, waiting out what passes by itself. */
export function createFetchChatFile(options: FetchChatFileOptions): FetchChatFile {
  const { callTimeoutMs = defaultCallTimeoutMs } = options;
  const calls = connectChat(options, { waits: true, callTimeoutMs });
  return async ({ messageId, fileKey }) => {
    const path = { message_id: pathId(messageId), file_key: pathId(fileKey) };
    try {
      const { bytes } = await downloadFrom(calls, path);
      return bytes === null ? tooLarge : { kind: 'bytes', bytes };
    } catch (thrown) {
      return refusedFile(thrown);
    }
  };
}

/** Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-resource/get */
async function downloadFrom(
  calls: Calls,
  path: { message_id: string; file_key: string },
): Promise<Downloaded> {
  const result = await calls.read({
    name: 'message resource get',
    send: (client, authorization) =>
      download(
        () => client.im.v1.messageResource.get({ path, params: { type: 'file' } }, authorization),
        limits.bytes,
      ),
    body: Downloaded,
  });
  return answerOf(result);
}

/** Refusals that concern this one file, from the same page. */
const refusals: Readonly<Record<number, ErrorCode>> = {
  230011: 'chat_file_gone',
  230110: 'chat_file_gone',
  234003: 'chat_file_gone',
  230027: 'chat_file_forbidden',
  230050: 'chat_file_forbidden',
  234004: 'chat_file_forbidden',
  234009: 'chat_file_forbidden',
  234038: 'chat_file_forbidden',
  234040: 'chat_file_forbidden',
  234041: 'chat_file_forbidden',
  234043: 'chat_file_forbidden',
};
/** Feishu hands out nothing above 100 MB, which is more than a roster may have. */
const tooLargeCode = 234037;

/** @throws AppError with the code that fits what Feishu said about the file, or what was thrown where it said nothing */
function refusedFile(thrown: unknown): ChatFile {
  if (!(thrown instanceof AppError) || thrown.code !== 'feishu_refused') throw thrown;
  const feishuCode = Number(thrown.details.feishuCode);
  if (feishuCode === tooLargeCode) return tooLarge;
  const code = refusals[feishuCode];
  throw code === undefined ? thrown : new AppError(code, { details: thrown.details, cause: thrown });
}
