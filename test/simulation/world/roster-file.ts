import { textRow, xlsx } from '../../roster/xlsx-file.ts';
import { cityOf, courseKeyOf, courseOf, dayOf, nicknameOf, phoneOf, teacherOf, userIdOf } from './names.ts';
import type { RosterRow, RosterSpec } from './world.ts';

/** The roster as a file. */
export function rosterFile(roster: RosterSpec): { fileName: string; bytes: Uint8Array } {
  const table = tableOf(roster);
  if (roster.format === 'xlsx')
    return { fileName: '名单.xlsx', bytes: xlsx({ rows: table.map((cells) => textRow(...cells)).join('') }) };
  const text = table.map((cells) => cells.join(',')).join('\n');
  return { fileName: '名单.csv', bytes: new TextEncoder().encode(text) };
}

function tableOf({ rows, hasCourse, hasDay, damage }: RosterSpec): string[][] {
  const header = [
    ...['用户ID', '昵称', '手机号', '城市', '讲师', '报名状态'],
    ...(hasCourse ? ['课程'] : []),
    ...(hasDay ? ['学习日期'] : []),
  ];
  const lines = rows.map((row) => [
    row.damage === 'no_id' ? '' : userIdOf(row.person),
    nicknameOf(row.nickname),
    row.damage === 'scientific_phone' ? '1.99E+10' : phoneOf(row.phone),
    cityOf(row.city),
    teacherOf(row.teacher),
    row.damage === 'refunded' ? '已退款' : '已支付',
    ...(hasCourse ? [courseOf(row.course)] : []),
    ...(hasDay ? [dayOf(row.day)] : []),
  ]);
  return {
    none: [header, ...lines],
    header_only: [header],
    no_header: [
      ['这是', '一份', '别的文件'],
      ['没有', '表头', ''],
    ],
    empty: [],
  }[damage];
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
  city: string;
  teacher: string;
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
    city: cityOf(row.city),
    teacher: teacherOf(row.teacher),
    fate: fateOf(row),
  }));
}

function fateOf({ damage }: RosterRow): ExpectedRow['fate'] {
  if (damage === 'none') return 'valid';
  return damage === 'refunded' ? 'not_enrolled' : 'rejected';
}
