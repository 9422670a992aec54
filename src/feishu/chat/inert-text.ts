/** A text message may have 150 KB: no character has more than three bytes for each of its units. */
const longest = 30_000;

/**
 * Text that stays text: text messages know `<at …>`, `<b>` and `[…](…)`. No escape for them is documented, so an invisible
 * character breaks them up.
 * Source: https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/im-v1/message/create_json
 */
export function inertText(text: string): string {
  return text
    .slice(0, longest)
    .replace(/\p{Surrogate}/gu, '')
    .replace(/<|\](?=\()/g, '$&\u200b');
}
