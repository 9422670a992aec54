import { z } from 'zod';
import type { SendOutcome } from '../../bot/ports.ts';
import type { Calls } from '../calls/call.ts';
import { attempt, toLater } from './attempt.ts';
import { sendMessage, sendOutcome } from './send-message.ts';

const UploadedBody = z.object({ file_key: z.string() });

/**
 * Sends a file of up to 30 MB to a person.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/file/create
 */
export async function sendFile(
  calls: Calls,
  openId: string,
  file: { name: string; bytes: Uint8Array },
  sendKey: string,
): Promise<SendOutcome> {
  const uploaded = await attempt(
    calls.write({
      name: 'file create',
      // An upload that nobody sends is never seen.
      effect: 'none',
      send: (client, authorization) => {
        const data = { file_type: 'stream' as const, file_name: file.name, file: Buffer.from(file.bytes) };
        return client.im.v1.file.create({ data }, authorization);
      },
      body: UploadedBody,
    }),
  );
  if (uploaded.kind === 'later') return toLater(uploaded);
  if (uploaded.kind === 'refused') return { kind: 'unreachable' };
  const { file_key } = uploaded.body;
  const message = { type: 'file', content: { file_key } } as const;
  return sendOutcome(await sendMessage(calls, { kind: 'person', openId }, message, sendKey));
}
