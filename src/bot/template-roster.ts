import type { SentFile } from './ports.ts';

/** People and numbers that do not exist. */
const rows = [
  ['用户ID', '用户昵称', '账户绑定手机号', '课程名称', '学习日期'],
  ['u_5e0b00000000a_Example001', '示例学员甲', '19900000001', '示例课程', '2026-05-16'],
  ['u_5e0b00000000b_Example002', '示例学员乙', '', '示例课程', '2026-05-16'],
];

/** UTF-8 with BOM, without which Excel garbles Chinese; CRLF. */
const text = `\ufeff${rows.map((cells) => `${cells.join(',')}\r\n`).join('')}`;

/** What a roster looks like, for `/template`. */
export const templateRoster: SentFile = {
  name: '学员名单示例.csv',
  bytes: new TextEncoder().encode(text),
};
