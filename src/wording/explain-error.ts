import type { ErrorCode, ErrorDetails } from '../errors.ts';
import type { SyncError } from '../sync/sync-record.ts';
import { TableProblem } from '../sync/table-problem.ts';
import { explainFileRefusal } from './explain-file-refusal.ts';
import type { Explanation } from './explanation.ts';
import type { NextSteps } from './next-steps.ts';
import { rowPlaces } from './row-places.ts';
import { explainTableProblem } from './table-problems.ts';

const addApp = '点右上角「…」→「…更多」→「添加文档应用」，选择本应用';

const toConsole = (details: ErrorDetails) => `请管理员打开 ${appInConsole(details)}`;

/** Feishu names the very page where the scope is granted, with the scope filled in. */
function toGrant(details: ErrorDetails): string {
  return details.grantAt === undefined
    ? `${toConsole(details)} →“权限管理”`
    : `请管理员打开 ${names(details.grantAt)}`;
}

/** As staff know them. */
const tableNames: Readonly<Record<string, string>> = { learners: '学员总表', enrollments: '学习记录表' };

function again({ rerun, notTwice }: NextSteps): string {
  return `${rerun}${notTwice}。`;
}

/** Where the administrator finds each thing: https://open.feishu.cn/document/ukTMukTMukTM/uUDN04SN0QjL1QDN/bitable-overview */
const explanations: Record<ErrorCode, (details: ErrorDetails, steps: NextSteps) => Explanation> = {
  // Feishu has one code for both causes.
  wrong_app_secret: (details, steps) => ({
    message: '登录不了飞书：飞书应用的 App ID 或 App Secret 不正确，或者应用已停用。',
    hint: `${toConsole(details)} →“凭证与基础信息”，核对后改正配置 FEISHU_APP_ID 和 FEISHU_APP_SECRET，并重启服务；如果都正确，多半是应用已停用：请启用，然后${again(steps)}`,
  }),
  not_open_platform: (details) => ({
    message: `配置 FEISHU_DOMAIN 所写的地址${after('（', names(details.domain), '）')}不是飞书开放平台：它的答复不是开放平台的格式。`,
    hint: '请管理员把 FEISHU_DOMAIN 改成开放平台的地址（.env.example 里有），并重启服务。如果地址是对的，请检查服务器的网络：代理或防火墙可能截住了请求。',
  }),
  app_disabled: (details, steps) => ({
    message: '飞书应用已停用，或者没有安装到本企业。',
    hint: `${toConsole(details)} →“版本管理与发布”，发布一个版本；或者在飞书管理后台启用该应用，然后${again(steps)}`,
  }),
  missing_scope: (details, steps) => ({
    message: `飞书应用缺少权限${after('：', names(details.scopes))}。`,
    hint: `${toGrant(details)}，开通后到“版本管理与发布”发布新版本，然后${again(steps)}`,
  }),
  not_collaborator: (_, steps) => ({
    message: '飞书应用还不能访问这个多维表格。',
    hint: `请打开多维表格，${addApp}，权限选“可编辑”，然后${again(steps)}`,
  }),
  wrong_base_token: () => ({
    message: '找不到配置中的多维表格。',
    hint: '请管理员在浏览器中打开该多维表格，把完整网址填到配置 BITABLE_APP_TOKEN，并重启服务。',
  }),
  wiki_unreadable: (details, steps) => ({
    message: '多维表格在知识库里，飞书应用读不到这个知识库页面。',
    hint: `${toConsole(details)} →“权限管理”，开通查看知识库的权限并发布新版本；再打开该页面，${addApp}，然后${again(steps)}`,
  }),
  table_missing: (details) => ({
    message: `多维表格里找不到数据表${after('：', names(details.tables))}。${after('现有的数据表：', names(details.tablesFound), '。')}`,
    hint: '请管理员核对数据表的名称，或者在配置 BITABLE_LEARNER_TABLE、BITABLE_ENROLLMENT_TABLE 中填写实际的名称，并重启服务。',
  }),
  tables_unfit: (details, steps) => ({
    message: `多维表格的字段还不能用于同步${after('：', tableProblems(details.problems))}。`,
    hint: `请按说明修改字段，然后${again(steps)}`,
  }),
  no_write_permission: (_, steps) => ({
    message: '飞书应用没有写入这个多维表格的权限。',
    hint: `请打开多维表格，${addApp}，权限选“可编辑”；如果开启了“高级权限”，选“可管理”，然后${again(steps)}`,
  }),
  records_hidden: (_, steps) => ({
    message: '有些记录飞书应用看不到，可能是“高级权限”挡住了。为了不写重复，同步停了下来。',
    hint: `请打开多维表格，${addApp}，权限选“可管理”，然后${again(steps)}`,
  }),
  base_full: (_, steps) => ({
    message: '多维表格的记录数到了上限，写不进去了。',
    hint: `请整理旧记录，或者升级飞书版本，然后${again(steps)}`,
  }),
  will_not_fit: (details, steps) => ({
    message: `${tableNames[String(details.table)] ?? '多维表格'}放不下这份名单${after('：已有', names(details.rows), '条记录')}${after('，还要新增', names(details.count), '条')}，上次到这么多时飞书没有接受。没有写入任何数据。`,
    hint: `请管理员整理旧记录，或者升级飞书版本，然后${again(steps)}`,
  }),
  monthly_quota: (_, steps) => ({
    message: '本企业这个月的飞书接口调用次数用完了。',
    hint: `请管理员在飞书管理后台升级版本，或者等到下个月，然后${again(steps)}`,
  }),
  ip_denied: (details, steps) => ({
    message: '飞书应用的安全设置不允许从这台服务器访问。',
    hint: `${toConsole(details)} →“安全设置”，把服务器的 IP 加入白名单，然后${again(steps)}`,
  }),
  target_changed: (_, steps) => ({
    message: '这次同步属于另一个多维表格、数据表或飞书应用，按现在的配置不能继续。',
    hint: `请重新上传文件，写入现在的多维表格；或者请管理员把配置改回原来的，然后${steps.rerunLater}。`,
  }),
  disk_full: () => ({
    message: '服务器的磁盘写不进去，多半是空间满了。',
    hint: '请管理员腾出磁盘空间，然后再试一次。',
  }),
  data_damaged: (details) => ({
    message: `本服务的数据文件 ${names(details.file) || 'sync.sqlite'} 已经损坏。多维表格不受影响。`,
    hint: '请管理员停止服务，把数据目录（DATA_DIR）里的这个文件和同名的 -wal、-shm 文件移到别处保存，再恢复备份；没有备份也可以直接启动，会建立新的数据文件。',
  }),
  data_newer: () => ({
    message: '现有的数据是更新版本的程序写下的，这个版本读不了。',
    hint: '请管理员更新程序后再启动；数据没有改动。',
  }),
  data_unusable: () => ({
    message: '用不了本服务的数据目录（DATA_DIR）。',
    hint: '请管理员检查：DATA_DIR 是一个文件夹，运行服务的用户可以在里面读写，磁盘没有变成只读。',
  }),
  data_gone: () => ({
    message:
      '本服务的数据目录（DATA_DIR）在运行中被删除、移走或替换了，现在什么也存不下来。多维表格不受影响。',
    hint: '请管理员把原来的目录放回原处，服务会自动恢复；如果已经没有了，请停止服务，恢复备份，再启动。',
  }),
  database_unreachable: () => ({
    message: '数据库现在连接不上，没有写入任何新数据。',
    hint: '请过几分钟再试；如果一直这样，请管理员检查 PostgreSQL 是否在运行，以及配置 DATABASE_URL。',
  }),
  database_refused: () => ({
    message: '数据库拒绝了本服务的登录或权限。',
    hint: '请管理员核对配置 DATABASE_URL 的用户名、密码和数据库名，并给这个用户建表的权限，然后重启服务。',
  }),
  database_unfit: ({ reason }) => ({
    message:
      reason === 'pooler'
        ? '数据库前面的连接池（如 PgBouncer 的 transaction 模式）会打断锁，不能使用。'
        : 'PostgreSQL 的版本太旧，至少需要 14。',
    hint:
      reason === 'pooler'
        ? '请管理员让 DATABASE_URL 直接指向 PostgreSQL，或者把连接池改成 session 模式，然后重启服务。'
        : '请管理员升级 PostgreSQL，然后重启服务。',
  }),
  sqlite_outdated: (details) => ({
    message: `安装的 SQLite ${names(details.version)} 有会丢失数据的缺陷，本服务不用它运行。数据没有改动。`,
    hint: '请管理员在程序目录里运行 npm ci，装回本服务自带的版本，再启动。',
  }),
  feishu_busy: (_, steps) => ({
    message: '飞书一直繁忙，试了多次都没有成功。',
    hint: `请过几分钟，然后${again(steps)}`,
  }),
  feishu_unreachable: (_, steps) => ({
    message: '连不上飞书。',
    hint: `请检查服务器的网络，然后${again(steps)}`,
  }),
  feishu_refused: (details, steps) => ({
    message: `飞书没有接受请求${codeOf(details)}。`,
    hint: `请稍后${steps.rerun}${steps.notTwice}；如果还是这样，请把同步编号告诉管理员。`,
  }),
  feishu_answer_unreadable: (details, steps) => ({
    message: `飞书答复了，但内容和飞书文档不同，读不懂${unreadableAt(details)}。`,
    hint: `请稍后${steps.rerun}${steps.notTwice}；如果还是这样，请把括号里的内容告诉管理员：可能要更新本服务。`,
  }),
  in_doubt: explainInDoubt,
  file_deleted: (_, steps) => ({
    message: '原文件已过保存期限，被自动删除了。',
    hint: `请${steps.sendAgain}。`,
  }),
  chat_file_gone: (_, steps) => ({
    message: '聊天里的原文件已被撤回或删除，下载不了。',
    hint: `请${steps.sendAgain}。`,
  }),
  chat_file_forbidden: (_, steps) => ({
    message: '机器人下载不了聊天里的这个文件，可能是会话开启了保密模式，或者机器人不在这个群里。',
    hint: `请${steps.sendElsewhere}。`,
  }),
  internal: (_, steps) => ({
    message: '服务内部出错了。',
    hint: `请${steps.rerun}；如果还是这样，请把同步编号告诉管理员。`,
  }),
};

function explainInDoubt(details: ErrorDetails, { rerun }: NextSteps): Explanation {
  const { sync } = details;
  const rows = rowPlaces(details);
  const message =
    sync === undefined
      ? `有些记录发给了飞书，但还不能确认是否写入${after('，在文件的', rows)}。`
      : `同步 #${names(sync)} 把一些记录发给了飞书，但还不能确认是否写入；这个文件的${rows}也涉及这些学员，为了不写重复，同步停了下来。`;
  const hint = `请过几分钟${rerun}：会先核对这些记录，不会写重复；如果还是这样，请过半小时再试。`;
  return { message, hint };
}

/** Where an administrator manages the app: each platform has a console of its own, and the adapter says which. */
export function appInConsole({ developerConsole }: { developerConsole?: ErrorDetails[string] }): string {
  return developerConsole === undefined
    ? 'open.feishu.cn → 开发者后台 → 本应用'
    : `${names(developerConsole)} → 本应用`;
}

/** Why work stopped and how to fix it. */
export function explainErrorCode(code: ErrorCode, details: ErrorDetails, steps: NextSteps): Explanation {
  return explanations[code](details, steps);
}

/** Why a sync did not finish, with the code that scripts rely on. */
export function explainError(error: SyncError, steps: NextSteps): Explanation & { code: string } {
  return error.kind === 'file'
    ? { code: error.refusal.code, ...explainFileRefusal(error.refusal) }
    : { code: error.code, ...explainErrorCode(error.code, error.details, steps) };
}

/** So many names are still read; the log has all. */
const namesShown = 20;

function names(value: ErrorDetails[string] | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return joined(
    value.filter((name) => typeof name === 'string'),
    '、',
  );
}

function joined(texts: readonly string[], separator: string): string {
  const shown = texts.slice(0, namesShown).join(separator);
  return texts.length > namesShown ? `${shown}${separator}…` : shown;
}

/** Data folders of earlier releases hold the sentences themselves. */
function tableProblems(value: ErrorDetails[string] | undefined): string {
  if (typeof value !== 'object') return '';
  const sentences = value.map((problem) =>
    typeof problem === 'string' ? problem : explainTableProblem(TableProblem.parse(problem)),
  );
  return joined(sentences, '；');
}

function after(lead: string, text: string, tail = ''): string {
  return text === '' ? '' : lead + text + tail;
}

function unreadableAt({ call, field }: ErrorDetails): string {
  const parts = [after('调用 ', names(call)), after('字段 ', names(field))];
  return after('（', parts.filter((part) => part !== '').join('，'), '）');
}

function codeOf(details: ErrorDetails): string {
  const parts = [after('错误码 ', names(details.feishuCode)), after('日志编号 ', names(details.logId))];
  const known = parts.filter((part) => part !== '').join('，');
  return known === '' ? '' : `（${known}）`;
}
