import type { Notice } from '../../src/bot/notice.ts';
import type { Chat, MessageReading, SendOutcome, SentFile, UpdateOutcome } from '../../src/bot/ports.ts';

export interface RecordedCall {
  call: 'reply' | 'sendToPerson' | 'sendToChat' | 'sendFile' | 'update';
  /** The message, person, chat or card it went to. */
  to: string;
  notice?: Notice;
  file?: SentFile;
  sendKey?: string;
}

export interface RecordingChat extends Chat {
  /** What was sent and changed, in order; a message sent again under a known key is not listed again. */
  calls: RecordedCall[];
  /** What the next sends come to; empty: they succeed. */
  sendOutcomes: (SendOutcome | Error)[];
  updateOutcomes: (UpdateOutcome | Error)[];
  /** Messages that can be read. */
  messages: Map<string, MessageReading>;
}

/** A chat that remembers what was said in it. */
export function createRecordingChat(): RecordingChat {
  const calls: RecordedCall[] = [];
  const sentUnder = new Map<string, string>();
  const chat: RecordingChat = {
    calls,
    sendOutcomes: [],
    updateOutcomes: [],
    messages: new Map(),
    reply: (to, notice, sendKey) => send({ call: 'reply', to, notice, sendKey }, sendKey),
    sendToPerson: (to, notice, sendKey) => send({ call: 'sendToPerson', to, notice, sendKey }, sendKey),
    sendToChat: (to, notice, sendKey) => send({ call: 'sendToChat', to, notice, sendKey }, sendKey),
    sendFile: (to, file, sendKey) => send({ call: 'sendFile', to, file, sendKey }, sendKey),
    async update(to, notice) {
      const outcome = chat.updateOutcomes.shift() ?? { kind: 'updated' };
      if (outcome instanceof Error) throw outcome;
      if (outcome.kind === 'updated') calls.push({ call: 'update', to, notice });
      return outcome;
    },
    readMessage: async (messageId) => chat.messages.get(messageId) ?? { kind: 'gone' },
  };

  async function send(call: RecordedCall, sendKey: string): Promise<SendOutcome> {
    const outcome = chat.sendOutcomes.shift();
    if (outcome instanceof Error) throw outcome;
    if (outcome !== undefined && outcome.kind !== 'sent') return outcome;
    const known = sentUnder.get(sendKey);
    if (known !== undefined) return { kind: 'sent', messageId: known };
    calls.push(call);
    const messageId = `om_bot_${sentUnder.size + 1}`;
    sentUnder.set(sendKey, messageId);
    return { kind: 'sent', messageId };
  }

  return chat;
}
