import type Router from '@koa/router';
import type Koa from 'koa';
import { z } from 'zod';
import type { Redelivered } from '../events/deliveries.ts';
import type { DeliveryTarget } from '../events/delivery-request.ts';
import { forgeries } from '../events/forgeries.ts';
import type { EventEnvelope } from '../state/event-envelope.ts';
import type { ChatControls } from './chat-routes.ts';

/** What the control calls about events work with. */
export interface EventControls extends ChatControls {
  /** @throws UnansweredChallenge */
  deliverTo(target: DeliveryTarget): Promise<void>;
}

const Target = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  verificationToken: z.string().min(1),
  encryptKey: z.string().default(''),
});

/** `as`: how the event comes again; all but `genuine` is the work of others than the platform. */
const Again = z.strictObject({
  eventId: z.string().optional(),
  as: z.enum(['genuine', 'replayed', ...forgeries]).default('genuine'),
  newEventId: z.boolean().default(false),
  times: z.int().min(1).max(100).default(1),
});
type Again = z.infer<typeof Again>;

/** Where events go, what became of them, and sending them again. */
export function addEventRoutes(router: Router, controls: EventControls): void {
  const { channel, deliveries } = controls;
  router.get('/events', (ctx) => {
    ctx.body = { connected: channel.connected(), deliveries: deliveries.list() };
  });
  router.put('/events/url', async (ctx) => {
    await controls.deliverTo(Target.parse(ctx.request.body));
    ctx.body = {};
  });
  router.post('/events/redeliver', async (ctx) => {
    const again = Again.parse(ctx.request.body);
    const envelope = deliveries.find(again.eventId) ?? ctx.throw(404, '没有这个事件');
    ctx.body = { deliveries: await sendAgain(ctx, controls, envelope, again) };
  });
}

async function sendAgain(
  ctx: Koa.Context,
  { channel, deliveries }: EventControls,
  envelope: EventEnvelope,
  again: Again,
): Promise<Redelivered[]> {
  const { as } = again;
  if (as === 'genuine') return deliveries.redeliver(envelope, again);
  const requestUrl = channel.requestUrl() ?? ctx.throw(409, '没有设置事件请求地址');
  const { event_id: eventId } = envelope.header;
  const send = () => (as === 'replayed' ? requestUrl.replay(eventId) : requestUrl.forge(envelope, as));
  const sent = await Promise.all(Array.from({ length: again.times }, send));
  return sent.map((delivered) => ({
    eventId,
    status: (delivered ?? ctx.throw(409, '这个事件还没有发送到请求地址')).status,
  }));
}
