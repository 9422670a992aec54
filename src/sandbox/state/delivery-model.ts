import { z } from 'zod';
import { EventEnvelope } from './event-envelope.ts';

const Attempt = z.object({
  /** Epoch milliseconds. */
  at: z.number(),
  /** null: no answer in time, or no connection. */
  status: z.int().nullable(),
  ms: z.number(),
});

/** One event and what became of it so far. */
export const Delivery = z.object({
  envelope: EventEnvelope,
  attempts: z.array(Attempt).readonly(),
  acknowledged: z.boolean(),
});
export type Delivery = z.infer<typeof Delivery>;
