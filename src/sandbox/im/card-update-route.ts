import { z } from 'zod';
import { validateCard } from '../cards/validate-card.ts';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorRoute } from '../platform/vendor-route.ts';
import { cardPeople } from './card-people.ts';
import { openMessage, putMessage } from './open-message.ts';
import { readBody } from './request-body.ts';

const Update = z.object({ token: z.string().min(1), card: z.record(z.string(), z.unknown()) });

/** Changes a clicked card after the click was answered: https://open.feishu.cn/document/ukTMukTMukTM/uMDO1YjLzgTN24yM4UjN */
export function cardUpdateRoute(context: SandboxContext): VendorRoute {
  return {
    path: '/open-apis/interactive/v1/card/update',
    method: 'POST',
    rate: perSecond(50),
    scopes: [],
    writes: true,
    run(call) {
      const { token, card } = readBody(Update, call.body);
      if (validateCard(card, cardPeople(context)) !== null) throw new VendorError('CardBodyInvalid');
      const { message } = openMessage(context, context.cardTokens.use(token));
      if (message.recalled) throw new VendorError('CardRecalled');
      putMessage(context, { ...message, content: JSON.stringify(card), updatedAt: context.now() });
      return success({});
    },
  };
}
