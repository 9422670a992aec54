import { z } from 'zod';

/** Milliseconds by which a read is behind the writes; a list holds one value per replica, and the calls take turns. */
const Lag = z.union([z.int().min(0), z.array(z.int().min(0)).min(1).readonly()]);

/** How the Base of the platform behaves: `bitable-v1` in coverage.ts. */
export const baseSettings = {
  /** What a second call with a known `client_token` and the same body gets. The documents do not say. */
  replay: z.enum(['replay', 'conflict', 'resubmitted', 'forgotten']).default('replay'),
  /** How search shows an empty link cell: `{}` or `{"link_record_ids":null}`; both have been seen. */
  emptyLink: z.enum(['object', 'null_list']).default('object'),
  /** What a link to a record that does not exist gets: 1254067, 1254043, or the id is left out. */
  unknownLink: z.enum(['refused', 'not_found', 'dropped']).default('refused'),
  /** Records one batch_create or batch_update may carry; 500 until 2024. */
  maxBatch: z.int().min(1).max(1000).default(1000),
  /** By how much search and list are behind. */
  searchLagMs: Lag.default(0),
  /**
   * By how much reads by id are behind. Updates, deletes and links that name a record which is too
   * new get 1254043 (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/faq, question 3).
   */
  idLagMs: Lag.default(0),
  /** What a replica that is behind lacks: new records only, or changes and deletes of older ones as well. */
  lagCovers: z.enum(['new_records', 'all_changes']).default('new_records'),
  /** Any row with this text in a cell is refused, and its batch with it. */
  refusedText: z.string().min(1).nullable().default(null),
  /** Rows a table holds; beyond, `recordLimitCode`. */
  recordLimit: z.int().min(0).nullable().default(null),
  recordLimitCode: z.union([z.literal(1254103), z.literal(1254306)]).default(1254103),
  /** Records that a delete answers with `deleted: false`, and keeps. The page of batch_delete names no reason. */
  undeletable: z.array(z.string()).default([]),
  /** 高级权限 is on: `hiddenRecords` are invisible to search, without an error. */
  isAdvanced: z.boolean().default(false),
  hiddenRecords: z.union([z.literal('all'), z.array(z.string())]).default([]),
  /** What the app may do with the Base; with 高级权限 only 可管理 may write. */
  documentRole: z.enum(['none', 'view', 'edit', 'manage']).default('manage'),
  /** The Base's zone; real Bases also say `Asia/Beijing`, which is no IANA name. */
  timeZone: z.string().min(1).default('Asia/Shanghai'),
  /** What search says as `total`: what matches, what the table holds, nothing, or this number. */
  total: z.union([z.enum(['matching', 'table', 'missing']), z.int()]).default('matching'),
  /** Whether `created_time` is among the automatic fields; where it is missing, the other three are shown. */
  createdTime: z.enum(['shown', 'missing']).default('shown'),
  /** In which order batch_create and batch_update answer; no page promises one. */
  echoOrder: z.enum(['request', 'reversed']).default('request'),
  /** How long a `page_token` is good for; null: for ever. No page says. */
  pageTokenMs: z.int().min(0).nullable().default(null),
  /** What an expired `page_token` gets: a cursor error as batch_get lists it, or `Fail`. */
  expiredPageToken: z.union([z.literal(1254030), z.literal(1254002)]).default(1254002),
  /** Conditions a filter may have; 0 refuses all filters that have any. */
  filterConditions: z.int().min(0).max(50).default(50),
  /** What a filter with more conditions gets; the search page lists all of these. */
  filterRefusal: z
    .union([z.literal(99992402), z.literal(1254018), z.literal(1254107), z.literal(1254001)])
    .default(99992402),
  /** How texts are filtered: as documented; with `contains` true only for the whole text; or no condition is ever true. */
  textFilter: z.enum(['documented', 'contains_whole', 'finds_nothing']).default('documented'),
};
