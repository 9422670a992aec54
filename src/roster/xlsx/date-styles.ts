import { damagedFile } from '../refused-file.ts';
import { isDateFormat } from './date-format.ts';
import { mostOfOneKind } from './xml-elements.ts';
import { xmlTokens } from './xml-tokens.ts';

/** By cell style: whether it shows a number as a date. */
export async function readDateStyles(xml: readonly string[]): Promise<boolean[]> {
  const styles: boolean[] = [];
  const formats = new Map<string, string>();
  let inCellFormats = false;
  for await (const tokens of xmlTokens(xml)) {
    for (const token of tokens) {
      if (token.kind === 'text') continue;
      if (token.name === 'cellXfs') inCellFormats = token.kind === 'open';
      if (token.kind === 'close') continue;
      const id = token.attributes.numFmtId ?? '';
      if (token.name === 'numFmt') formats.set(id, token.attributes.formatCode ?? '');
      if (token.name === 'xf' && inCellFormats) styles.push(isDateFormat(Number(id), formats.get(id)));
    }
    if (styles.length > mostOfOneKind) throw damagedFile();
  }
  return styles;
}
