import { z } from 'zod';
import type { Notice } from '../../bot/notice.ts';
import type { UpdateOutcome } from '../../bot/ports.ts';
import type { Calls } from '../calls/call.ts';
import { renderNotice } from '../cards/render-notice.ts';
import { attempt } from './attempt.ts';
import { pathId } from './path-id.ts';

/**
 * Changes a card that was sent before.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/patch
 */
export async function updateCard(
  calls: Calls,
  cardMessageId: string,
  notice: Notice,
  sandbox: boolean,
): Promise<UpdateOutcome> {
  const content = JSON.stringify(renderNotice(notice, sandbox));
  const patched = await attempt(
    calls.write({
      name: 'message patch',
      effect: 'update',
      send: (client, authorization) =>
        client.im.v1.message.patch(
          { path: { message_id: pathId(cardMessageId) }, data: { content } },
          authorization,
        ),
      body: z.object({}),
    }),
  );
  switch (patched.kind) {
    case 'done':
      return { kind: 'updated' };
    case 'later':
      return { kind: 'later', afterMs: patched.afterMs };
    case 'refused':
      // Progress may be missed: the message may be the text that stands for a refused card. A new message each time would
      // flood the chat; one with the outcome is wanted.
      return patched.refusal === 'content' && isProgress(notice) ? { kind: 'updated' } : { kind: 'fixed' };
  }
}

function isProgress(notice: Notice): boolean {
  return notice.kind === 'sync' && ['queued', 'running'].includes(notice.view.sync.status);
}
