/** Traditional characters in the words that the reader knows: titles of columns, closing lines, dates. */
const pairs =
  '戶户 稱称 暱昵 號号 碼码 機机 課课 學学 習习 員员 鵝鹅 賬账 帳账 綁绑 採采 購购 買买 電电 話话 報报 開开 訂订 單单 狀状 態态 ' +
  '屬属 實实 進进 來来 時时 間间 點点 週周 禮礼 計计 總总 匯汇 數数 製制 導导 據据 備备 註注 說说 選选 須须 項项 錯错 誤误';
const simplified: ReadonlyMap<string, string> = new Map(
  pairs.split(' ').map((pair) => [pair.charAt(0), pair.charAt(1)]),
);
const traditional = new RegExp(`[${[...simplified.keys()].join('')}]`, 'g');

/** A text with those characters in their simplified form: for comparing with known words only. */
export function toSimplified(text: string): string {
  return text.replace(traditional, (character) => simplified.get(character) ?? character);
}
