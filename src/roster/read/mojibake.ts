import { cleanLine } from '../clean-cell.ts';
import type { RawRecord } from '../raw-record.ts';

const titles = ['用户', '昵称', '手机', '课程', '学习日期', '用戶', '暱稱', '手機', '課程'];

/** Titles in UTF-8 as they look when read as GB18030 (鐢ㄦ埛); what a last byte without its partner became does not count. */
const readAsChinese = titles.map((title) =>
  new TextDecoder('gb18030').decode(Buffer.from(title)).replace(/\ufffd.*$/s, ''),
);
/** 用户, 昵称, 用戶 and 暱稱 as they look when read as Western text, from UTF-8 and from GBK. */
const readAsWestern = ['ç”¨æˆ·', 'æ˜µç§°', 'ç”¨æˆ¶', 'æš±ç¨±', 'ÓÃ»§', 'êÇ³Æ'];
const garbled: readonly string[] = [...readAsChinese, ...readAsWestern];
/** Titles whose characters a code page did not have: `??ID`. */
const lost = /^\?{2,}(?:ID)?$/i;
const lostTitles = 2;

const sampleBytes = 4096;
const big5Titles = /用戶|暱稱|手機|課程|學習日期/;

/** Whether the titles of a file were once read in the wrong encoding and saved so. */
export function isGarbled(records: readonly RawRecord[]): boolean {
  return records.some(({ cells }) => {
    const values = cells.map(cleanLine);
    const count = values.filter((value) => lost.test(value)).length;
    return count >= lostTitles || values.some((value) => garbled.some((title) => value.includes(title)));
  });
}

/** Whether the bytes are Chinese in Big5, which looks like GB18030. */
export function isBig5(bytes: Uint8Array): boolean {
  return big5Titles.test(new TextDecoder('big5').decode(bytes.subarray(0, sampleBytes)));
}
