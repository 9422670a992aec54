import { printable } from './printable.ts';

/** @param closest the flag that is probably meant, if there is one */
export function unknownFlag(flag: string, closest: string | null): string {
  const meant = closest === null ? '' : `（是不是 ${closest}？）`;
  return `没有参数 ${printable(flag)}${meant}。`;
}

export function flagNeedsValue(flag: string): string {
  return `参数 ${printable(flag)} 后面缺少内容。`;
}

export function flagTakesNoValue(flag: string): string {
  return `参数 ${printable(flag)} 后面不能有内容。`;
}
