import { z } from 'zod';

/** Scopes that open the routes of this platform (https://open.feishu.cn/document/server-docs/application-scope/scope-list). */
const fullScopes = [
  'bitable:app',
  'wiki:node:read',
  'im:message',
  'im:message.p2p_msg:readonly',
  'im:message.group_at_msg:readonly',
  'im:message.group_msg',
  'im:resource',
  'application:app_slash_command:read',
  'application:app_slash_command:write',
  'tenant:tenant:readonly',
  'im:chat.members:read',
] as const;

/**
 * What the documents leave open, and the states a Base can be in. Set through the control API or at the start; a
 * restart brings the defaults back.
 */
export const Settings = z.strictObject({
  /** What a second call with a known `client_token` and the same body gets. The documents do not say. */
  replay: z.enum(['replay', 'conflict', 'resubmitted', 'forgotten']).default('replay'),
  /** How search shows an empty link cell: `{}` or `{"link_record_ids":null}`; both have been seen. */
  emptyLink: z.enum(['object', 'null_list']).default('object'),
  /** What a link to a record that does not exist gets: 1254067, 1254043, or the id is left out. */
  unknownLink: z.enum(['refused', 'not_found', 'dropped']).default('refused'),
  /** Records one batch_create or batch_update may carry; 500 until 2024. */
  maxBatch: z.int().min(1).max(1000).default(1000),
  /** Gateway limits per second and minute. */
  rateLimits: z.boolean().default(false),
  /** Milliseconds until search shows a new record. */
  searchLagMs: z.int().min(0).default(0),
  /**
   * Milliseconds until a new record is known by its id: batch_get calls it absent, changes and links get 1254043
   * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/faq).
   */
  idLagMs: z.int().min(0).default(0),
  /** Any row with this text in a cell is refused, and its batch with it. */
  refusedText: z.string().min(1).nullable().default(null),
  /** Rows a table holds; beyond, `recordLimitCode`. */
  recordLimit: z.int().min(0).nullable().default(null),
  recordLimitCode: z.union([z.literal(1254103), z.literal(1254306)]).default(1254103),
  /** 高级权限 is on: `hiddenRecords` are invisible to search, without an error. */
  isAdvanced: z.boolean().default(false),
  hiddenRecords: z.union([z.literal('all'), z.array(z.string())]).default([]),
  /** What the app may do with the Base; with 高级权限 only 可管理 may write. */
  documentRole: z.enum(['none', 'view', 'edit', 'manage']).default('manage'),
  scopes: z.array(z.string()).default([...fullScopes]),
  /** HTTP status of a refused token request; reports disagree. */
  tokenErrorStatus: z.union([z.literal(200), z.literal(400)]).default(200),
  /** The Base's zone; real Bases also say `Asia/Beijing`, which is no IANA name. */
  timeZone: z.string().min(1).default('Asia/Shanghai'),
  /** What a second send with the same `uuid` gets within its hour: the first message, or 230049. The documents do not say. */
  repeatedUuid: z.enum(['same_message', 'being_sent']).default('same_message'),
  /** The bot is a member of the group. */
  botInGroup: z.boolean().default(true),
  /** Addresses to which people may be sent back after a login; null: any on this machine. */
  redirectUrls: z.array(z.string()).nullable().default(null),
  /** Open ids of people outside the availability of the app. */
  unavailableTo: z.array(z.string()).default([]),
  /** Milliseconds the app has to answer an event or a card click; can be shortened so that tests need not wait. */
  answerMs: z.int().min(1).max(3000).default(3000),
  /** Events the app has acknowledged come once more, as they do at times. */
  repeatedEvents: z.enum(['never', 'same_event_id', 'new_event_id']).default('never'),
});
export type Settings = z.infer<typeof Settings>;

/** The settings in force now. */
export type CurrentSettings = () => Settings;

export interface SettingsHolder {
  current: CurrentSettings;
  put(settings: Settings): void;
}

/** Holds the defaults at first. */
export function holdSettings(): SettingsHolder {
  let held = Settings.parse({});
  return {
    current: () => held,
    put(given) {
      held = given;
    },
  };
}
