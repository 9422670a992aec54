import { z } from 'zod';

/** How chats, cards and logins of the platform behave: `im-v1` and `authen` in coverage.ts. */
export const chatSettings = {
  /** What a second send with the same `uuid` gets within its hour: the first message, or 230049. The documents do not say. */
  repeatedUuid: z.enum(['same_message', 'being_sent']).default('same_message'),
  /** The bot is a member of the group. */
  botInGroup: z.boolean().default(true),
  /** Addresses to which people may be sent back after a login; null: any on this machine. */
  redirectUrls: z.array(z.string()).nullable().default(null),
  /** Open ids of people outside the availability of the app. */
  unavailableTo: z.array(z.string()).default([]),
  /** Whether cards may hold `person` and `person_list`; refused, such a card gets 230099 with 100290. */
  personElements: z.enum(['accepted', 'refused']).default('accepted'),
  /**
   * Long connections an app may have; 0: it gets no address for one. Documented are 50
   * (https://open.feishu.cn/document/ukTMukTMukTM/uYDNxYjL2QTM24iN0EjN/event-subscription-configure-/request-url-configuration-case).
   */
  mostConnections: z.int().min(0).default(50),
  /** Commands one page of their list holds. */
  commandPageSize: z.int().min(1).max(100).default(100),
  /**
   * Whether the click on a form's button carries the `value` of the button. The page of the callback shows it, the one
   * of the form container does not (https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-callback-communication).
   */
  formButtonValue: z.enum(['sent', 'missing']).default('sent'),
  /** Milliseconds the app has to answer an event or a card click; can be shortened so that tests need not wait. */
  answerMs: z.int().min(1).max(3000).default(3000),
  /** Events the app has acknowledged come once more, as they do at times. */
  repeatedEvents: z.enum(['never', 'same_event_id', 'new_event_id']).default('never'),
};
