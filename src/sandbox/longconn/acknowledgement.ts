import { z } from 'zod';
import { type Delivered, unanswered } from '../events/event-sink.ts';

const Acknowledgement = z.object({ code: z.int(), data: z.string().optional() });

/**
 * What the app says about an event: code 200 if it handled it, else 500; `data` is its answer to a card callback,
 * as JSON in base64.
 */
export function readAcknowledgement(payload: string): Delivered {
  const read = Acknowledgement.safeParse(parsed(payload));
  if (!read.success) return unanswered('broken_off');
  const { code, data } = read.data;
  const answer = data === undefined ? null : parsed(Buffer.from(data, 'base64').toString());
  return { ok: code === 200, answer, status: code };
}

/** The text itself where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
