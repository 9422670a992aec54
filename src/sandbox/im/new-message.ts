import type { SandboxContext } from '../context.ts';
import type { Message } from '../state/chat-model.ts';

/** What its sender decides about a message. */
export interface Written extends Pick<Message, 'chatId' | 'sender' | 'type' | 'content'> {
  mentionsBot?: boolean;
  uuid?: string | null;
  /** The message it answers. */
  parent: Message | null;
  /** The answer opens a topic; one to a message of a topic stands in it in any case. */
  inThread: boolean;
}

/**
 * Puts a message into its chat. A topic belongs to the message it began with, and all that is said in it answers that
 * one (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/thread-introduction).
 */
export function addMessage(
  { store, newId, now }: SandboxContext,
  { parent, inThread, mentionsBot = false, uuid = null, ...said }: Written,
): Message {
  const rootId = parent === null ? null : (parent.rootId ?? parent.id);
  const isTopic = inThread && parent !== null && parent.threadId === null;
  const threadId = isTopic ? newId('omt_', 16) : (parent?.threadId ?? null);
  const at = now();
  const message: Message = {
    ...said,
    id: newId('om_', 32),
    parentId: parent?.threadId == null ? (parent?.id ?? null) : rootId,
    rootId,
    threadId,
    mentionsBot,
    sentAt: at,
    updatedAt: at,
    edits: 0,
    recalled: false,
    uuid,
    reactions: [],
  };
  const begun = isTopic ? [{ ...parent, threadId }] : [];
  store.commit([...begun, message].map((each) => ({ kind: 'put_message', message: each })));
  return message;
}
