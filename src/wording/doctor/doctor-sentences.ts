import { printable } from '../printable.ts';
import { askAnAssistant } from './bot-findings.ts';

export const doctorUsage = `用法：npm run --silent doctor -- [--json] [--write] [--forget-column 列名]

逐项检查飞书应用、多维表格、机器人和这台机器，说明每一项是否正常、不正常时点哪里。

  --json    输出 JSON
  --write   另外写入一条测试记录，确认搜得到，再删除
  --forget-column  只做一件事：不再把这一列当作用户ID，下次遇到这样的名单会再问

退出码：0 没有要处理的；1 有。`;

export function columnForgotten(title: string): string {
  return `已不再把“${printable(title)}”列当作用户ID；下次遇到这样的名单会再问。以前的同步和重新同步不受影响。`;
}

export function columnNotRemembered(title: string): string {
  return `没有记住“${printable(title)}”列。记住了哪些，运行 npm run --silent doctor 看“记住的用户ID列”。`;
}

export const seeDoctorHelp = '用法：npm run --silent doctor -- --help';

export const mendSettings = '改正 .env 或环境变量，各项说明见 README.md 的“配置”一节。';

/** What doctor says last. @param botName empty if there is none */
export function doctorEnds(ok: boolean, botName: string): string {
  const end = ok ? '没有要处理的问题。' : '请处理标 ✗ 的几项，再运行一次 npm run doctor。';
  return `\n${end}\n${askAnAssistant(botName)}`;
}
