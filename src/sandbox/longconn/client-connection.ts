import type { WebSocket } from 'ws';
import { type Delivered, unanswered } from '../events/event-sink.ts';
import type { NewId } from '../platform/ids.ts';
import type { EventEnvelope } from '../state/event-envelope.ts';
import { readAcknowledgement } from './acknowledgement.ts';
import { clientConfig } from './client-config.ts';
import { decodeFrame, encodeFrame, type Frame } from './frame.ts';

/** One connection of an app. */
export interface ClientConnection {
  /** Sends an event and waits for its acknowledgement. */
  deliver(envelope: EventEnvelope): Promise<Delivered>;
}

/**
 * Speaks with the client at the other end of an open socket.
 * @param answerWithinMs how long the client may take for an acknowledgement
 */
export function connectClient(
  socket: WebSocket,
  newId: NewId,
  answerWithinMs: () => number,
): ClientConnection {
  /** By message id. */
  const awaited = new Map<string, (delivered: Delivered) => void>();
  const send = (frame: Frame) => socket.send(encodeFrame(frame));

  socket.on('message', (data) => {
    const frame = data instanceof Buffer ? decodeFrame(data) : null;
    if (frame?.method === 'control' && frame.headers.type === 'ping') send(pong);
    if (frame?.method === 'data') {
      awaited.get(frame.headers.message_id ?? '')?.(readAcknowledgement(frame.payload));
    }
  });
  socket.on('close', () => {
    for (const settle of awaited.values()) settle(unanswered('broken_off'));
  });
  // A socket that fails closes as well; without a listener its error would end the process.
  socket.on('error', () => {});

  return {
    deliver(envelope) {
      const messageId = newId('', 32);
      return new Promise((resolve) => {
        const settle = (delivered: Delivered) => {
          clearTimeout(timer);
          awaited.delete(messageId);
          resolve(delivered);
        };
        const timer = setTimeout(settle, answerWithinMs(), unanswered('no_answer'));
        awaited.set(messageId, settle);
        send(eventFrame(envelope, messageId, newId('', 32)));
      });
    },
  };
}

const pong: Frame = {
  method: 'control',
  headers: { type: 'pong' },
  payload: JSON.stringify(clientConfig),
};

/** In one piece; card callbacks travel as events too. */
function eventFrame(envelope: EventEnvelope, messageId: string, traceId: string): Frame {
  const headers = { type: 'event', message_id: messageId, sum: '1', seq: '0', trace_id: traceId };
  return { method: 'data', headers, payload: JSON.stringify(envelope) };
}
