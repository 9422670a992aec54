import { z } from 'zod';
import type { Notice } from '../../bot/notice.ts';
import type { UpdateOutcome } from '../../bot/ports.ts';
import type { Calls } from '../calls/call.ts';
import type { Card } from '../cards/card-parts.ts';
import { renderNotice } from '../cards/render-notice.ts';
import { type Attempt, attempt, isRefusedFor, toLater } from './attempt.ts';
import { pathId } from './path-id.ts';

/**
 * Changes a card that was sent before. Where Feishu takes no offence but at the name of a person, that is left out.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/patch
 */
export async function updateCard(
  calls: Calls,
  cardMessageId: string,
  notice: Notice,
  sandbox: boolean,
): Promise<UpdateOutcome> {
  const patchWith = (namesPeople: boolean) =>
    patch(calls, cardMessageId, renderNotice(notice, { sandbox, namesPeople }));
  const first = await patchWith(true);
  const patched = isRefusedFor(first, 'person') ? await patchWith(false) : first;
  switch (patched.kind) {
    case 'done':
      return { kind: 'updated' };
    case 'later':
      return toLater(patched);
    case 'refused':
      // Progress may be missed: the message may be the text that stands for a refused card. A new message each time would
      // flood the chat; one with the outcome is wanted.
      return patched.refusal === 'content' && isProgress(notice) ? { kind: 'updated' } : { kind: 'fixed' };
  }
}

function patch(calls: Calls, cardMessageId: string, card: Card): Promise<Attempt<unknown>> {
  const data = { content: JSON.stringify(card) };
  return attempt(
    calls.write({
      name: 'message patch',
      effect: 'update',
      send: (client, authorization) =>
        client.im.v1.message.patch({ path: { message_id: pathId(cardMessageId) }, data }, authorization),
      body: z.object({}),
    }),
  );
}

function isProgress(notice: Notice): boolean {
  return notice.kind === 'sync' && ['queued', 'running'].includes(notice.view.sync.status);
}
