import { damagedFile } from '../refused-file.ts';
import { type XmlAttributes, xmlTokens } from './xml-tokens.ts';

/** Cell formats, the most numerous, end at 65,490: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3 */
export const mostOfOneKind = 0xffff;

/** The attributes of all elements of a name. */
export async function readElements(xml: readonly string[], name: string): Promise<XmlAttributes[]> {
  const found: XmlAttributes[] = [];
  for await (const tokens of xmlTokens(xml)) {
    for (const token of tokens) {
      if (token.kind === 'open' && token.name === name) found.push(token.attributes);
    }
    if (found.length > mostOfOneKind) throw damagedFile();
  }
  return found;
}
