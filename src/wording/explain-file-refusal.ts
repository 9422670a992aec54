import type { FileRefusal, OtherFormat } from '../roster/roster.ts';
import type { Explanation } from './explanation.ts';
import { rowPlace } from './row-place.ts';

type LimitExceeded = Extract<FileRefusal, { code: 'limit_exceeded' }>;
type ColumnsMissing = Extract<FileRefusal, { code: 'columns_missing' }>;

const exportAgain = '请在小鹅通重新导出名单，不要用 Excel 打开后另存，直接上传。';
const saveAsXlsx = '请用 Excel 或 WPS 打开，另存为 xlsx 文件，再上传；或者在小鹅通重新导出，直接上传。';
const uploadExport = '请上传小鹅通导出的学员名单（CSV 或 xlsx 文件）。';

/** Why a file was not read, and how to get one that is. */
export function explainFileRefusal(refusal: FileRefusal): Explanation {
  switch (refusal.code) {
    case 'empty_file':
      return { message: '文件是空的。', hint: '请在小鹅通重新导出名单，再上传。' };
    case 'header_only':
      return {
        message: '文件只有表头，没有学员。',
        hint: '请在小鹅通核对所选的课程和时间，重新导出后上传。',
      };
    case 'web_table':
      return { message: '这是网页表格或 XML，不是真正的 Excel 文件。', hint: saveAsXlsx };
    case 'old_xls':
      return { message: '这是旧版 Excel（.xls）文件，读不了。', hint: saveAsXlsx };
    case 'password_protected':
      return {
        message: '这个文件有密码，读不了。',
        hint: '请用 Excel 或 WPS 打开，取消密码后保存，再上传。',
      };
    case 'other_format':
      return otherFormats[refusal.format];
    case 'archive':
      return { message: '这是压缩包。', hint: '请先解压，再上传里面的 CSV 或 xlsx 文件。' };
    case 'mojibake':
      return { message: '文件里的文字是乱码：它曾用错误的编码打开并保存过。', hint: exportAgain };
    case 'no_header':
      return {
        message: `文件没有表头：第一行看起来已经是学员的数据${sheetsText(refusal.sheets)}。`,
        hint: `请在第一行写上列名（例如 用户ID、昵称、手机号），或者${exportAgain.replace(/^请/, '')}`,
      };
    case 'not_a_roster':
      return notARoster(refusal);
    case 'columns_missing':
      return columnsMissing(refusal);
    case 'columns_swapped':
      return {
        message: '大部分行的内容与列名对不上，列可能错位了。',
        hint: '请核对表头与下面的内容是否对齐；或者在小鹅通重新导出，直接上传。',
      };
    case 'damaged_encoding':
      return { message: '文件里的部分文字已经损坏，读不出来。', hint: exportAgain };
    case 'damaged_file':
      return {
        message: `文件已经损坏${refusal.line === null ? '，打不开' : at(refusal.line)}。`,
        hint: exportAgain,
      };
    case 'too_many_blank_rows':
      return {
        message: '文件里的空行太多。',
        hint: '请用 Excel 或 WPS 打开，删除名单下面的空行后保存；或者在小鹅通重新导出，直接上传。',
      };
    case 'limit_exceeded':
      return limitExceeded(refusal);
  }
}

const otherFormats: Record<OtherFormat, Explanation> = {
  image: { message: '这是图片，不是学员名单。', hint: uploadExport },
  pdf: { message: '这是 PDF 文件，不是学员名单。', hint: uploadExport },
  word: { message: '这是 Word 文档，不是学员名单。', hint: uploadExport },
  slides: { message: '这是 PPT 文件，不是学员名单。', hint: uploadExport },
  json: { message: '这是 JSON 文件，读不了。', hint: uploadExport },
  ods: { message: '这是 OpenDocument（.ods）文件，读不了。', hint: saveAsXlsx },
  xlsb: { message: '这是 Excel 二进制（.xlsb）文件，读不了。', hint: saveAsXlsx },
  numbers: {
    message: '这是 Numbers 文件，读不了。',
    hint: '请用 Numbers 打开，导出为 Excel（xlsx）或 CSV 文件，再上传。',
  },
};

function notARoster({
  looksLike,
  sheets,
  hiddenRosters = [],
}: Extract<FileRefusal, { code: 'not_a_roster' }>): Explanation {
  if (looksLike === 'binary') return { message: '这不是学员名单。', hint: uploadExport };
  if (hiddenRosters.length > 0) {
    return {
      message: `名单在隐藏的工作表里：${hiddenRosters.join('、')}。隐藏的工作表不读取${sheetsText(sheets)}。`,
      hint: '请用 Excel 或 WPS 打开，取消隐藏这张工作表，保存后再上传。',
    };
  }
  return {
    message: `文件里没有找到名单的表头（例如 用户ID、昵称、手机号）${sheetsText(sheets)}。`,
    hint: `${uploadExport}如果列名不同，请管理员在配置 ROSTER_COLUMNS 中添加。`,
  };
}

function columnsMissing({ missing, found, sheets }: ColumnsMissing): Explanation {
  // After the retention time it is not known any more.
  const columns = found.length === 0 ? '' : `文件里的列是：${found.join('、')}。`;
  return {
    message: `文件缺少列：${missing.join('、')}${sheetsText(sheets)}。${columns}`,
    hint: '请在小鹅通导出时选上缺少的列；如果只是列名不同，请管理员在配置 ROSTER_COLUMNS 中添加，例如 用户ID:学员编号。',
  };
}

/** The sheets that were looked at. */
function sheetsText(sheets: readonly string[]): string {
  return sheets.length === 0 ? '' : `（看过的工作表：${sheets.join('、')}）`;
}

function limitExceeded({ limit, allowed, line, sheet }: LimitExceeded): Explanation {
  const split = '请把名单分成几个文件，分别上传。';
  const fewerSheets = '请只保留名单所在的工作表，删掉图片、空行和多余的格式后保存；或者在小鹅通重新导出。';
  switch (limit) {
    case 'bytes':
      return { message: `文件太大：最大 ${megabytes(allowed)}。`, hint: split };
    case 'unpacked':
      return { message: `文件展开后超过上限 ${megabytes(allowed)}。`, hint: fewerSheets };
    case 'text':
      return { message: `文件里的文字展开后超过上限 ${megabytes(allowed)}。`, hint: fewerSheets };
    case 'rows':
      return { message: `名单太长：最多 ${allowed} 行。`, hint: split };
    case 'columns':
      return { message: `列太多${at(line, sheet)}：最多 ${allowed} 列。`, hint: exportAgain };
    case 'cell':
      return { message: `有的单元格太长${at(line, sheet)}：最多 ${allowed} 个字。`, hint: exportAgain };
  }
}

/** Such as 20 MB. */
export function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}

function at(line: number | null, sheet: string | null = null): string {
  return line === null ? '' : `（${rowPlace({ sheet, line })}）`;
}
