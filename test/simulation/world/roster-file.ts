import { courseKeyOf, courseOf, dayOf, nicknameOf, phoneOf, userIdOf } from './names.ts';
import type { RosterRow, RosterSpec } from './world.ts';

/** The roster as a file. */
export function rosterFile({ rows, hasCourse, hasDay, damage }: RosterSpec): Uint8Array {
  const header = [
    '用户ID',
    '昵称',
    '手机号',
    hasCourse ? '课程' : null,
    hasDay ? '学习日期' : null,
    '报名状态',
  ];
  const lines = rows.map((row) => [
    row.damage === 'no_id' ? '' : userIdOf(row.person),
    nicknameOf(row.nickname),
    row.damage === 'scientific_phone' ? '1.99E+10' : phoneOf(row.phone),
    hasCourse ? courseOf(row.course) : null,
    hasDay ? dayOf(row.day) : null,
    row.damage === 'refunded' ? '已退款' : '已支付',
  ]);
  const table = {
    none: [header, ...lines],
    header_only: [header],
    no_header: [
      ['这是', '一份', '别的文件'],
      ['没有', '表头', ''],
    ],
    empty: [],
  }[damage];
  const text = table.map((cells) => cells.filter((cell) => cell !== null).join(',')).join('\n');
  return new TextEncoder().encode(text);
}

/** A row of a roster as the sync should understand it. */
export interface ExpectedRow {
  line: number;
  userId: string;
  /** As of `courseKeyOf`; null where the operator says it. */
  course: string | null;
  day: string | null;
  nickname: string;
  phone: string;
  fate: 'valid' | 'rejected' | 'not_enrolled';
}

/** The header stands on line 1; none of the cells holds a line break. */
export function expectedRows({ rows, hasCourse, hasDay, damage }: RosterSpec): ExpectedRow[] {
  if (damage !== 'none') return [];
  return rows.map((row, index) => ({
    line: index + 2,
    userId: userIdOf(row.person),
    course: hasCourse ? courseKeyOf(courseOf(row.course)) : null,
    day: hasDay ? dayOf(row.day) : null,
    nickname: nicknameOf(row.nickname),
    phone: phoneOf(row.phone),
    fate: fateOf(row),
  }));
}

function fateOf({ damage }: RosterRow): ExpectedRow['fate'] {
  if (damage === 'none') return 'valid';
  return damage === 'refunded' ? 'not_enrolled' : 'rejected';
}
