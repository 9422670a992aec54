/** A piece of a text cell. */
export interface TextSegment {
  text: string;
  type: 'text' | 'url';
  link?: string;
}

const address = /https?:\/\/[^\s，。；、）】]+/g;

/**
 * A text cell as it is read: addresses are segments of their own
 * (https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/bitable-v1/app-table-record/bitable-record-data-structure-overview, 文本).
 */
export function textSegments(text: string): TextSegment[] {
  const segments: TextSegment[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    if (match.index > from) segments.push({ text: text.slice(from, match.index), type: 'text' });
    segments.push({ text: match[0], type: 'url', link: match[0] });
    from = match.index + match[0].length;
  }
  if (from < text.length) segments.push({ text: text.slice(from), type: 'text' });
  return segments;
}
