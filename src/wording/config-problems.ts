import { printable } from './printable.ts';

/** What is wrong with a setting, after its name: `PORT：应为 0 到 65535 的整数`. */
export const notANumber = '应为正整数';
export const notAPort = '应为 0 到 65535 的整数';
export const notABoolean = '应为 true 或 false';
export const notAnOrigin = '应为完整网址，例如 https://open.feishu.cn';
export const onlyAnOrigin = '只写到域名（和端口），后面不能有路径，例如 https://open.feishu.cn';
export const notAPlatform =
  '这不是飞书开放平台的地址。飞书填 https://open.feishu.cn，国际版 Lark 填 https://open.larksuite.com';
export const notATable =
  '这个网址里没有数据表（缺少 table=tbl…）。请在浏览器里点开这张数据表再复制网址，或者填写它的名称';
export const notALogLevel = '应为 fatal、error、warn、info、debug、trace 或 silent';
export const notAPolicy = '应为 skip-existing（默认，已有的不重复新增）或 append（每次上传都新增）';
export const notAnUpdateRule =
  '应为 changed（默认，名单里变了的才更新）、overwrite（一律以名单为准）或 fill-empty（只填空白）';
export const notAConfirmRule = '应为 odd（默认，只有反常的名单才先确认）或 always（每份名单写入前都要确认）';
export const passwordTooShort = '至少 8 个字符';
export const notALogin = '应为 feishu（用飞书登录），或者不填写';
export const notADatabase = '应是 PostgreSQL 的地址，例如 postgres://用户:密码@主机:5432/数据库';
export const loginNeeded =
  '设置了公开网址，就必须同时设置 UPLOAD_LOGIN=feishu 或 UPLOAD_PASSWORD，以免任何人都能上传';
export const notAnEventMode = '应为 webhook（默认，需要公网地址）或 websocket（长连接，不需要公网地址）';
export const notABase = '应为多维表格的网址（https://….feishu.cn/base/… 或 /wiki/…），或它的 token';
export const missing = '没有填写';
export const badAliases =
  '写法应为“字段:表头,字段:表头”，字段可以是 用户ID、昵称、手机号、课程、学习日期 或附加字段的名称，例如 用户ID:学员编号,学习日期:开课日';
export const eventKeysTogether =
  'FEISHU_VERIFICATION_TOKEN 和 FEISHU_ENCRYPT_KEY 要么都填写，要么都不填写（不填写则不启用机器人）';

const longestShown = 60;

/** @param value what stands there now; not given for a secret, and for what is not there */
export function settingProblem(name: string, problem: string, value: string | undefined): string {
  if (value === undefined) return `${name}：${problem}`;
  const shown = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
  return `${name}：${problem}（现在是“${printable(shown)}”）`;
}

export function secretTwice(name: string): string {
  return `${name} 和 ${name}_FILE 只能填写一项`;
}

export function secretUnreadable(name: string, path: string): string {
  return `${name}_FILE：读不到文件“${printable(path)}”，或者文件是空的`;
}

export function envFileUnreadable(path: string): string {
  return `配置文件 ${printable(path)}：当前用户打不开。请让运行服务的用户拥有它（chown 用户名 ${printable(path)}），命令也用这个用户运行`;
}

export function unknownName(name: string, closest: string | null): string {
  const meant = closest === null ? '' : `（是不是 ${closest}？）`;
  return `${printable(name)}：没有这一项配置，不起作用${meant}`;
}

export const passwordInTheOpen =
  'PUBLIC_URL：用 http 时密码在网络上没有加密，可能被人看到。请改用 https（见 docs/admin/reverse-proxy.md）';

/** @param name the setting that names a chat */
export function chatWithoutBot(name: string): string {
  return `${name}：机器人没有启用，通知发不出去`;
}

export function notAChat(name: string, value: string): string {
  return `${name}：“${printable(value)}”不是会话编号，chat_id 以 oc_ 开头，不起作用`;
}

export function notAUser(value: string): string {
  return `ALLOWED_USERS：“${printable(value)}”不是 open_id，open_id 以 ou_ 开头，不起作用`;
}

/** Printed at start before anything else: what is set but will not work as it is. */
export function configRemarks(remarks: readonly string[]): string {
  return ['请核对配置：', ...remarks.map((remark) => `  · ${remark}`)].join('\n');
}

/** Printed when the service refuses to start. */
export function refusesToStart(problems: readonly string[]): string {
  return [
    '配置不完整或有误，没有启动：',
    ...problems.map((problem) => `  · ${problem}`),
    '各项说明见 README.md 的“配置”一节和 .env.example。',
  ].join('\n');
}

/** @param allowed the fields that a header name may be given for */
export function unknownFields(fields: readonly string[], allowed: readonly string[]): string {
  return `没有这样的字段：${fields.join('、')}；可以用的字段：${allowed.join('、')}`;
}
