/** How programs write that there is no value. In these spellings they are nobody's name. */
const machineWords: ReadonlySet<string> = new Set([
  'null',
  'NULL',
  'nan',
  'NaN',
  'None',
  'N/A',
  'n/a',
  '#N/A',
  'undefined',
  '\\N',
  '(null)',
  '-',
  '--',
  '—',
  '——',
]);

/** Folded: half-width, lower case. Some are names of real people as well. */
const words: ReadonlySet<string> = new Set([
  ...[...machineWords].map((word) => word.toLowerCase()),
  'none',
  'na',
  'nil',
  '(空)',
  '空',
  '暂无',
  '无',
  '未填',
  '未知',
  '/',
]);
const longestWord = 'undefined'.length;
/** With what the words begin, in any width: most values are no word for "nothing", and this tells at once. */
const beginning = /^[nu#\\(\-—/空暂无未\uff4e\uff55＃＼（－／]/i;

/** Whether a cleaned value is a word for "nothing", in any case and width. */
export function isNothing(value: string): boolean {
  if (value.length > longestWord || !beginning.test(value)) return false;
  return words.has(value.normalize('NFKC').toLowerCase());
}

/** Whether a cleaned name is a word for "nothing" as only programs write it. 无, 空 and Nan are names of real people. */
export function isNothingOfMachine(name: string): boolean {
  return name.length <= longestWord && machineWords.has(name);
}
