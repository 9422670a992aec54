import type { RosterFormat, YearRoster, YearRow } from './roster.ts';

/** What is left of a row's values in the file, without the tabs and marks that only dress them. */
export function shownValues(
  { format, hidesPhones }: Pick<YearRoster, 'format' | 'hidesPhones'>,
  { nickname, phone }: YearRow,
): { nickname: string; phone: string } {
  return {
    nickname: shownNickname(format, nickname),
    phone: hidesPhones ? '' : format === 'excel' ? phone.replace('+', '') : phone,
  };
}

/** GBK has no emoji, so Excel writes question marks: one for each half of a surrogate pair. */
export function shownNickname(format: RosterFormat, nickname: string): string {
  return format === 'excel' ? nickname.replace(/\p{Extended_Pictographic}/gu, '??') : nickname;
}
