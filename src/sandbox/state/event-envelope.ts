import { z } from 'zod';

/** One event or callback as the platform words it (https://open.feishu.cn/document/ukTMukTMukTM/uUTNz4SN1MjL1UzM). */
export const EventEnvelope = z.object({
  schema: z.literal('2.0'),
  header: z.object({
    event_id: z.string(),
    event_type: z.string(),
    /** Epoch milliseconds, as text. */
    create_time: z.string(),
    /**
     * The app's Verification Token, which the request URL fills in; over the long connection it stays '', as seen in
     * use (https://github.com/larksuite/oapi-sdk-go/issues/195).
     */
    token: z.string(),
    app_id: z.string(),
    tenant_key: z.string(),
  }),
  event: z.record(z.string(), z.unknown()).readonly(),
});
export type EventEnvelope = z.infer<typeof EventEnvelope>;
