import { cleanLine } from '../clean-cell.ts';
import type { RawRecord } from '../raw-record.ts';

const titles = [
  '用户',
  '昵称',
  '手机',
  '课程',
  '学习',
  '学员',
  '姓名',
  '电话',
  '用戶',
  '暱稱',
  '課程',
  '學員',
];
const inUtf8 = titles.map((title) => Buffer.from(title));
/** 用户 and 昵称, which Node can read in GBK but not write. */
const inGbk = ['d3c3bba7', 'eac7b3c6'].map((hex) => Buffer.from(hex, 'hex'));

/** Titles as they look when read in another encoding than they were written in. */
const garbled: readonly string[] = [
  // 鐢ㄦ埛. What a last byte without its partner became does not count.
  ...inUtf8.map((title) => new TextDecoder('gb18030').decode(title).replace(/\ufffd.*$/s, '')),
  ...inGbk.map((title) => new TextDecoder('big5').decode(title)),
  ...[...inUtf8, ...inGbk].map((title) => title.toString('latin1')),
  // 用户, 昵称, 用戶 and 暱稱 in windows-1252, which differs from Latin-1 in the bytes from 80 to 9F.
  ...['ç”¨æˆ·', 'æ˜µç§°', 'ç”¨æˆ¶', 'æš±ç¨±'],
];
/**
 * Titles whose characters a code page did not have (`??ID`), or which lost them when GBK was read as UTF-8: `�û�ID`, and
 * 锟矫伙拷ID where that was read as GBK once more.
 */
const lost = /^\?{2,}(?:ID)?$|\ufffd|锟/i;
const lostTitles = 2;

const sampleBytes = 4096;
const big5Titles = /用戶|暱稱|手機|課程|學習日期/;

/** Whether the titles of a file were once read in the wrong encoding and saved so. Damaged bytes are another matter. */
export function isGarbled(records: readonly RawRecord[]): boolean {
  return records.some(({ cells, flaw }) => {
    if (flaw === 'damaged') return false;
    const count = cells.filter((cell) => lost.test(cleanLine(cell))).length;
    return count >= lostTitles || cells.some((cell) => garbled.some((title) => cell.includes(title)));
  });
}

/** Whether the bytes are Chinese in Big5, which looks like GB18030. */
export function isBig5(bytes: Uint8Array): boolean {
  return big5Titles.test(new TextDecoder('big5').decode(bytes.subarray(0, sampleBytes)));
}
