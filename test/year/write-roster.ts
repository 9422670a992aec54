import { encodeText } from '../roster/encode-text.ts';
import { textRow, xlsx } from '../roster/xlsx-file.ts';
import type { RosterColumn, YearRoster, YearRow } from './roster.ts';
import { shownValues } from './shown-values.ts';

/** The file, byte by byte as a browser would download it or Excel save it. */
export function writeRoster(roster: YearRoster): Uint8Array {
  return writeTable(roster, tableOf(roster));
}

/** The cells of the file, titles first, without the quotes of CSV. */
export function tableOf(roster: YearRoster): string[][] {
  return [
    [...roster.columns],
    ...roster.rows.map((row) => roster.columns.map((column) => cell(roster, row, column))),
  ];
}

export function writeTable({ format }: Pick<YearRoster, 'format'>, table: readonly string[][]): Uint8Array {
  const csv = () => table.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
  switch (format) {
    case 'csv':
      return encodeText(csv(), 'utf-8 with BOM');
    case 'excel':
      return encodeText(csv(), 'gb18030');
    case 'xlsx':
      return xlsx({ rows: table.map((row) => textRow(...row.map(escaped))).join('') });
  }
}

function cell(roster: YearRoster, row: YearRow, column: RosterColumn): string {
  const { format, hidesPhones } = roster;
  const shown = shownValues(roster, row);
  const phone = hidesPhones ? masked(row.phone) : shown.phone;
  // A tab keeps Excel from turning what is long and looks like a number into one; saving removes it.
  const guard = format === 'csv' ? '\t' : '';
  switch (column) {
    case '用户ID':
    case '学员ID':
      return row.userId === '' ? '' : `${row.userId}${guard}`;
    case '昵称':
    case '姓名':
      // People break the lines of their names.
      return format === 'csv' ? shown.nickname.replace(' ', '\n') : shown.nickname;
    case '手机号':
      return phone;
    case '账户绑定手机号':
      return row.isUnbound ? '' : withPrefix(phone, guard);
    case '最近采集手机号':
      return row.isUnbound ? withPrefix(phone, guard) : '';
    case '商品名称':
    case '课程':
      return row.course;
    case '报名时间':
    case '订购时间':
    case '学习日期':
      return format === 'excel' ? row.day.replaceAll('-', '/') : row.day;
    case '订单状态':
      return row.status;
    case '注册时间':
      return `2025-06-01 12:00:00${guard}`;
    case '学习进度':
      return `${row.progress}%`;
  }
}

function masked(phone: string): string {
  return phone === '' ? '' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** `+86-199…`, `+44-77…`: the shop writes the country before the number. */
function withPrefix(phone: string, guard: string): string {
  if (phone === '') return '--';
  const number = phone.startsWith('+44') ? `+44-${phone.slice(3)}` : `+86-${phone}`;
  return `${number}${guard}`;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
