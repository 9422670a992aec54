import type { Store } from '../../src/store/open-store.ts';
import type { ChatOrigin, SyncRecord, SyncTarget } from '../../src/sync/sync-record.ts';
import type { NewRerun, NewUpload } from '../../src/sync/sync-store.ts';

/** Where one database lives; each `open` is a further handle on the same data. */
export interface StorePlace {
  open(): Promise<OpenedStore>;
  /** All that is kept, as text, once every handle is closed. */
  contents(): Promise<string>;
  /** Closes every handle and deletes the data. */
  remove(): Promise<void>;
}

export type OpenedStore = Store;

export const target: SyncTarget = {
  domain: 'https://open.feishu.cn',
  appId: 'cli_1',
  baseToken: 'bas_1',
  tables: 'tbl_1/tbl_2',
};

/** An upload named `id`, with the file `id.file`, that came in `minute` minutes after the epoch. */
export function upload(id: string, minute = 0, changes: Partial<NewUpload> = {}): NewUpload {
  return {
    id,
    key: null,
    origin: null,
    askedBy: null,
    fileId: `${id}.file`,
    source: 'web',
    fileName: '课程学员名单.csv',
    bytes: new TextEncoder().encode(`用户ID\n${id}\n`),
    dryRun: false,
    input: { course: null, day: null, addUnderNewDate: false, confirmed: [] },
    policies: { policy: 'skip-existing', learnerUpdates: 'overwrite' },
    target,
    createdAt: minuteOf(minute),
    ...changes,
  };
}

export function rerun(id: string, of: SyncRecord, minute = 0): NewRerun {
  return {
    id,
    as: 'rerun',
    of,
    key: null,
    origin: null,
    askedBy: null,
    source: 'bot',
    input: of.input,
    createdAt: minuteOf(minute),
  };
}

/** Where a file was sent to the bot. */
export function chatOrigin(changes: Partial<ChatOrigin> = {}): ChatOrigin {
  return {
    chatId: 'oc_1',
    messageId: 'om_1',
    openId: 'ou_1',
    file: { messageId: 'om_1', fileKey: 'file_1' },
    ...changes,
  };
}

export function minuteOf(minute: number): Date {
  return new Date(minute * 60_000);
}
