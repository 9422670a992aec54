import { askAnAssistant } from './bot-findings.ts';

export const doctorUsage = `用法：npm run --silent doctor -- [--json] [--write]

逐项检查飞书应用、多维表格、机器人和这台机器，说明每一项是否正常、不正常时点哪里。

  --json    输出 JSON
  --write   另外写入一条测试记录，确认搜得到，再删除

退出码：0 没有要处理的；1 有。`;

export const seeDoctorHelp = '用法：npm run --silent doctor -- --help';

export const mendSettings = '改正 .env 或环境变量，各项说明见 README.md 的“配置”一节。';

/** What doctor says last. @param botName empty if there is none */
export function doctorEnds(ok: boolean, botName: string): string {
  const end = ok ? '没有要处理的问题。' : '请处理标 ✗ 的几项，再运行一次 npm run doctor。';
  return `\n${end}\n${askAnAssistant(botName)}`;
}
