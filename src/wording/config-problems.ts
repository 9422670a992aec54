/** What is wrong with a setting, after its name: `PORT：应为 0 到 65535 的整数`. */
export const notANumber = '应为正整数';
export const notAPort = '应为 0 到 65535 的整数';
export const notABoolean = '应为 true 或 false';
export const notAnOrigin = '应为完整网址，例如 https://open.feishu.cn';
export const notALogLevel = '应为 fatal、error、warn、info、debug、trace 或 silent';
export const notAPolicy = '应为 skip-existing（默认，已有的不重复新增）或 append（每次上传都新增）';
export const notAnUpdateRule =
  '应为 changed（默认，名单里变了的才更新）、overwrite（一律以名单为准）或 fill-empty（只填空白）';
export const notAConfirmRule = '应为 odd（默认，只有反常的名单才先确认）或 always（每份名单写入前都要确认）';
export const passwordTooShort = '至少 8 个字符';
export const notALogin = '应为 feishu（用飞书登录），或者不填写';
export const databaseNotYet = '本版本只使用内置数据库，请删去这一项';
export const loginNeeded =
  '设置了公开网址，就必须同时设置 UPLOAD_LOGIN=feishu 或 UPLOAD_PASSWORD，以免任何人都能上传';
export const notAnEventMode = '应为 webhook（默认，需要公网地址）或 websocket（长连接，不需要公网地址）';
export const notABase = '应为多维表格的网址（https://….feishu.cn/base/… 或 /wiki/…），或它的 token';
export const missing = '没有填写';
export const badAliases =
  '写法应为“字段:表头,字段:表头”，字段可以是 用户ID、昵称、手机号、课程、学习日期 或附加字段的名称，例如 用户ID:学员编号,学习日期:开课日';
export const eventKeysTogether =
  'FEISHU_VERIFICATION_TOKEN 和 FEISHU_ENCRYPT_KEY 要么都填写，要么都不填写（不填写则不启用机器人）';

/** Printed when the service refuses to start. */
export function refusesToStart(problems: readonly string[]): string {
  return [
    '配置不完整或有误，服务没有启动：',
    ...problems.map((problem) => `  · ${problem}`),
    '各项说明见 README.md 的“配置”一节和 .env.example。',
  ].join('\n');
}

/** @param allowed the fields that a header name may be given for */
export function unknownFields(fields: readonly string[], allowed: readonly string[]): string {
  return `没有这样的字段：${fields.join('、')}；可以用的字段：${allowed.join('、')}`;
}
