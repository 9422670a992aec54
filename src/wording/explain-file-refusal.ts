import type { FileRefusal } from '../roster/roster.ts';
import type { Explanation } from './explanation.ts';

type NotARoster = Extract<FileRefusal, { code: 'not_a_roster' }>;
type LimitExceeded = Extract<FileRefusal, { code: 'limit_exceeded' }>;

const exportAgain = '请在小鹅通重新导出名单，不要用 Excel 打开后另存，直接上传。';

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
    case 'not_a_roster':
      return notARoster[refusal.looksLike];
    case 'columns_missing':
      return columnsMissing(refusal.missing, refusal.found);
    case 'damaged_encoding':
      return { message: '文件里的部分文字已经损坏，读不出来。', hint: exportAgain };
    case 'damaged_file':
      return {
        message: `文件已经损坏${refusal.line === null ? '，打不开' : at(refusal.line)}。`,
        hint: exportAgain,
      };
    case 'limit_exceeded':
      return limitExceeded(refusal);
  }
}

const uploadExport = '请上传小鹅通导出的学员名单（CSV 或 xlsx 文件）。';

const notARoster: Record<NotARoster['looksLike'], Explanation> = {
  image: { message: '这是图片，不是学员名单。', hint: uploadExport },
  pdf: { message: '这是 PDF 文件，不是学员名单。', hint: uploadExport },
  word: { message: '这是 Word 文档，不是学员名单。', hint: uploadExport },
  xls: { message: '这是旧版 Excel（.xls）文件，读不了。', hint: '请在小鹅通导出 CSV 文件，直接上传。' },
  archive: { message: '这是压缩包。', hint: '请先解压，再上传里面的 CSV 或 xlsx 文件。' },
  binary: { message: '这不是学员名单。', hint: uploadExport },
  text: {
    message: '文件里没有找到名单的表头（例如 用户ID、昵称、手机号）。',
    hint: `${uploadExport}如果列名不同，请管理员在配置 ROSTER_COLUMNS 中添加。`,
  },
};

function columnsMissing(missing: readonly string[], found: readonly string[]): Explanation {
  // After the retention time it is not known any more.
  const columns = found.length === 0 ? '' : `文件里的列是：${found.join('、')}。`;
  return {
    message: `文件缺少列：${missing.join('、')}。${columns}`,
    hint: '请在小鹅通导出时选上缺少的列；如果只是列名不同，请管理员在配置 ROSTER_COLUMNS 中添加，例如 用户ID:学员编号。',
  };
}

function limitExceeded({ limit, allowed, line }: LimitExceeded): Explanation {
  const split = '请把名单分成几个文件，分别上传。';
  switch (limit) {
    case 'bytes':
      return { message: `文件太大：最大 ${megabytes(allowed)}。`, hint: split };
    case 'rows':
      return { message: `名单太长：最多 ${allowed} 行。`, hint: split };
    case 'columns':
      return { message: `列太多${at(line)}：最多 ${allowed} 列。`, hint: exportAgain };
    case 'cell':
      return { message: `有的单元格太长${at(line)}：最多 ${allowed} 个字。`, hint: exportAgain };
  }
}

/** A limit as people read it, such as 20 MB. */
export function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}

function at(line: number | null): string {
  return line === null ? '' : `（第${line}行）`;
}
