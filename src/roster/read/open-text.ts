import { type DecodedText, decodeText } from '../csv/decode-text.ts';
import { type Delimiter, readCsvRecords } from '../csv/read-csv-records.ts';
import type { FindHeader } from '../header/find-header.ts';
import { RefusedFile } from '../refused-file.ts';
import { textRefusal } from './file-kind.ts';
import { isBig5 } from './mojibake.ts';
import { readHead } from './read-head.ts';
import type { Table } from './table.ts';
import { type SearchedHead, whyNoHeader } from './why-no-header.ts';

const delimiters: readonly Delimiter[] = [',', '\t', ';'];

/**
 * Opens a CSV under the first encoding and delimiter with which a header appears.
 * @throws RefusedFile if there are none, or if too much of the text is damaged
 */
export async function openText(bytes: Uint8Array, find: FindHeader): Promise<Table> {
  const heads: SearchedHead[] = [];
  for (const decoded of decodeText(bytes)) {
    const refusal = textRefusal(decoded.text);
    if (refusal !== null) throw new RefusedFile(refusal);
    for (const delimiter of delimiters) {
      const items = () => readCsvRecords(decoded, delimiter);
      const head = await readHead(items());
      const finding = find(head.records);
      if (finding.kind === 'header') return toTable(decoded, delimiter, finding);
      heads.push({ ...head, finding, isText: decoded.isText });
    }
  }
  throw isBig5(bytes) ? new RefusedFile({ code: 'mojibake' }) : whyNoHeader(heads, [], []);
}

function toTable(decoded: DecodedText, delimiter: Delimiter, header: Table['header']): Table {
  if (decoded.isTooDamaged) throw new RefusedFile({ code: 'damaged_encoding' });
  const items = () => readCsvRecords(decoded, delimiter);
  return { sheet: null, delimiter, from1904: false, items, header };
}
