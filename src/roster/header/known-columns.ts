import { normalizeTitle } from './normalize-title.ts';

/** The fields a roster is read for, by the names that staff and `ROSTER_COLUMNS` use. */
export const rosterFields = ['用户ID', '昵称', '手机号', '课程', '学习日期', '报名状态'] as const;
export type RosterField = (typeof rosterFields)[number];

/** Header names of one rank: two columns of one level are two columns for the same thing. */
type Level = readonly string[];

/** These stand in for the nickname and the learning date only where there is nothing better. */
const namesOfPerson: Level = ['姓名', '真实姓名'];
const timesOfPurchase: Level = ['购买时间'];
const stopgaps: ReadonlySet<Level> = new Set([namesOfPerson, timesOfPurchase]);

/** Mean the enrollment only if their values do: they may be the state of anything. */
export const bareStatusTitles: readonly string[] = ['状态'];

/**
 * Header names by field, the best level first. Header names are compared for equality, traditional
 * characters counting as their simplified forms, never for containing one another: 推广员昵称 and
 * 紧急联系人手机号 belong to other people. Left out on purpose: 注册时间, 支付时间, 最近学习时间 and the like are
 * no learning dates; 购买商品 is a list; 备注名 is no nickname.
 */
const rosterColumns: Readonly<Record<RosterField, readonly Level[]>> = {
  用户ID: [['用户ID', 'user_id', 'userid'], ['学员ID'], ['小鹅通用户ID']],
  昵称: [['用户昵称', '昵称', 'user_nickname', 'nickname'], ['微信昵称', '学员昵称'], namesOfPerson],
  手机号: [
    ['账户绑定手机号', '绑定手机号', 'bind_phone'],
    ['手机号', '手机号码', 'phone', 'mobile', '电话'],
    ['最近采集手机号', '最近采集的手机号', '最近采集号码', '采集手机号', 'collect_phone'],
  ],
  课程: [['课程名称', '课程', 'course_name'], ['所属课程'], ['商品名称']],
  学习日期: [
    ['学习日期'],
    ['报名日期', '报名时间'],
    ['加入时间', '加入课程时间'],
    ['开通时间', '订购时间'],
    timesOfPurchase,
  ],
  报名状态: [['订单状态', '报名状态', '支付状态', '退款状态'], bareStatusTitles],
};

/** Other names of static columns that 小鹅通 is known to use. */
const staticColumns: ReadonlyMap<string, Level> = new Map([
  ['姓名', namesOfPerson],
  ['来源渠道', ['来源渠道', '渠道来源']],
  ['学习进度', ['学习进度', '播放进度']],
]);

/** What a column is read for: by the rules of a roster, or as it stands for a field of either table. */
export type ColumnUse = 'roster' | 'learner' | 'enrollment';

/** A place where a header name may lead. */
export interface ColumnMeaning {
  use: ColumnUse;
  field: string;
  /** Rank among the names of the field; 0 is the best. */
  level: number;
  /** Taken for want of a better column; staff are told. */
  isStopgap: boolean;
}

/** What each header name means, by its normalized form. One name can mean two fields: 姓名 is both a field and a last resort. */
export type KnownColumns = ReadonlyMap<string, readonly ColumnMeaning[]>;

/** The columns to look for besides those of every roster. */
export interface WantedColumns {
  /** Further header names by field, better than all others. */
  extraAliases: Readonly<Record<string, readonly string[]>>;
  learnerFields: readonly string[];
  enrollmentFields: readonly string[];
}

export function knownColumns({ extraAliases, learnerFields, enrollmentFields }: WantedColumns): KnownColumns {
  const known = new Map<string, ColumnMeaning[]>();
  const aliases = new Map(Object.entries(extraAliases));
  const add = (use: ColumnUse, field: string, levels: readonly Level[]) => {
    for (const [level, names] of [aliases.get(field) ?? [], ...levels].entries()) {
      for (const name of names) {
        const title = normalizeTitle(name);
        const meaning = { use, field, level, isStopgap: use === 'roster' && stopgaps.has(names) };
        known.set(title, [...(known.get(title) ?? []), meaning]);
      }
    }
  };
  for (const field of rosterFields) add('roster', field, rosterColumns[field]);
  for (const field of learnerFields) add('learner', field, [staticColumns.get(field) ?? [field]]);
  for (const field of enrollmentFields) add('enrollment', field, [staticColumns.get(field) ?? [field]]);
  return known;
}
