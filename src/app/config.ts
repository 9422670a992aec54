import { z } from 'zod';
import { parseBaseReference, parseTableReference } from '../feishu/base-url.ts';
import { rosterFields } from '../roster/header/known-columns.ts';
import * as say from '../wording/config-problems.ts';
import { remarksOn } from './config-remarks.ts';
import { withSecretFiles } from './secret-files.ts';
import { strangeNames } from './strange-names.ts';

/** The settings of one process, read once at start. Nothing else reads the environment. */
export type Config = Settings &
  ({ mode: 'sandbox' } | { mode: 'feishu'; feishu: FeishuSettings; bot: BotConnection });

/** What holds in both modes. */
export interface Settings {
  host: string;
  port: number;
  publicUrl: string | null;
  dataDir: string;
  /** A PostgreSQL server, in place of the database in the data folder. */
  databaseUrl: string | null;
  retentionDays: number;
  logLevel: string;
  uploadPassword: string | null;
  /** People log in at Feishu; a password is for scripts then. */
  feishuLogin: boolean;
  policy: 'skip-existing' | 'append';
  learnerUpdates: 'changed' | 'overwrite' | 'fill-empty';
  learnerFields: { name: string; fillOnlyIfEmpty: boolean }[];
  enrollmentFields: { name: string; keepUpToDate: boolean }[];
  extraAliases: Record<string, string[]>;
  /** Whether every file is confirmed before it is written, or only what is odd. */
  confirm: 'odd' | 'always';
  /** open_ids and chat_ids; a person passes by either, and everybody if both are empty. */
  allowedUsers: string[];
  allowedChats: string[];
  /** The chat that is alerted to what only an administrator can fix. */
  alertChat: string | null;
  /** The chat that is told on Mondays what the last week came to. */
  reportChat: string | null;
}

/** As which app the service works, and on which tables. */
export interface FeishuSettings {
  appId: string;
  appSecret: string;
  domain: string;
  baseReference: string;
  learnerTable: string;
  enrollmentTable: string;
}

/** How events reach the bot. */
export type BotConnection =
  | { kind: 'off' }
  | { kind: 'webhook'; verificationToken: string; encryptKey: string }
  /** Over the SDK's long connection; the service needs no public address. */
  | { kind: 'websocket' };

/** `remarks`: what will hardly be meant, in words, though one can work with it. */
export type ConfigReading =
  | { kind: 'ok'; config: Config; remarks: string[] }
  | { kind: 'refused'; problems: string[] };

export type Environment = Readonly<Record<string, string | undefined>>;

const names = (text: string) => text.split(/[,，]/).flatMap((name) => name.trim() || []);
const origin = z
  .url({ protocol: /^https?$/, error: say.notAnOrigin })
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => new URL(url).origin === url.toLowerCase(), say.onlyAnOrigin);

/** Pages for people, such as that of a tenant, are at other hosts of the same domains than the platform for programs. */
const platform = origin.refine(
  (url) =>
    !/\.(?:feishu\.cn|larksuite\.com|larkoffice\.com)$/.test(new URL(url).hostname) ||
    /^open[.-]/.test(new URL(url).hostname),
  say.notAPlatform,
);

/** A table by its name, its id, or the address that shows it. */
const table = z.string().transform((text, context) => {
  const reference = parseTableReference(text);
  if (reference !== null) return reference;
  context.addIssue(say.notATable);
  return z.NEVER;
});

const list = z.string().transform(names);
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** `名称?` fills a field only where it is empty. */
const learnerFields = z
  .string()
  .transform((text) =>
    names(text).map((name) => ({ name: name.replace(/[?？]$/, ''), fillOnlyIfEmpty: /[?？]$/.test(name) })),
  );

/** `名称!` is kept up to date on existing enrollments too. */
const enrollmentFields = z
  .string()
  .transform((text) =>
    names(text).map((name) => ({ name: name.replace(/[!！]$/, ''), keepUpToDate: /[!！]$/.test(name) })),
  );

/** `用户ID:学员编号,学习日期:开课日` */
const aliases = z.string().transform((text, context) => {
  const byField: Record<string, string[]> = {};
  for (const entry of names(text)) {
    const [, field, header] = /^([^:：]+)[:：](.+)$/.exec(entry) ?? [];
    if (field === undefined || header === undefined) {
      context.addIssue(say.badAliases);
      return z.NEVER;
    }
    byField[field.trim()] = [...(byField[field.trim()] ?? []), header.trim()];
  }
  return byField;
});

/** Every name the service reads. `.env.example` lists the same, which a test checks. */
export const environmentSchema = z.object({
  FEISHU_APP_ID: z.string().optional(),
  FEISHU_APP_SECRET: z.string().optional(),
  FEISHU_DOMAIN: platform.default('https://open.feishu.cn'),
  FEISHU_EVENT_MODE: z.enum(['webhook', 'websocket'], say.notAnEventMode).default('webhook'),
  FEISHU_VERIFICATION_TOKEN: z.string().optional(),
  FEISHU_ENCRYPT_KEY: z.string().optional(),
  BITABLE_APP_TOKEN: z
    .string()
    .refine((text) => parseBaseReference(text) !== null, say.notABase)
    .optional(),
  BITABLE_LEARNER_TABLE: table.default('学员总表'),
  BITABLE_ENROLLMENT_TABLE: table.default('学习记录表'),
  ROSTER_COLUMNS: aliases.default({}),
  LEARNER_FIELDS: learnerFields.default([]),
  ENROLLMENT_FIELDS: enrollmentFields.default([]),
  LEARNER_UPDATES: z.enum(['changed', 'overwrite', 'fill-empty'], say.notAnUpdateRule).default('changed'),
  ENROLLMENT_POLICY: z.enum(['skip-existing', 'append'], say.notAPolicy).default('skip-existing'),
  CONFIRM: z.enum(['odd', 'always'], say.notAConfirmRule).default('odd'),
  ALLOWED_USERS: list.default([]),
  ALLOWED_CHATS: list.default([]),
  ALERT_CHAT: z.string().optional(),
  REPORT_CHAT: z.string().optional(),
  UPLOAD_PASSWORD: z.string().min(8, say.passwordTooShort).optional(),
  UPLOAD_LOGIN: z.enum(['feishu'], say.notALogin).optional(),
  HOST: z.string().optional(),
  PORT: z.coerce
    .number(say.notAPort)
    .int(say.notAPort)
    .min(0, say.notAPort)
    .max(65_535, say.notAPort)
    .default(3000),
  PUBLIC_URL: origin.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: say.notADatabase }).optional(),
  RETENTION_DAYS: z.coerce.number(say.notANumber).int(say.notANumber).min(1, say.notANumber).default(30),
  LOG_LEVEL: z.enum(logLevels, say.notALogLevel).default('info'),
  SANDBOX: z.stringbool(say.notABoolean).default(false),
});
type Environs = z.infer<typeof environmentSchema>;

/** What nothing that is printed may show. Each can also come from a file, which `<name>_FILE` names. */
export const secretNames = [
  'FEISHU_APP_SECRET',
  'FEISHU_VERIFICATION_TOKEN',
  'FEISHU_ENCRYPT_KEY',
  'UPLOAD_PASSWORD',
  'DATABASE_URL',
] as const;

/**
 * Reads the settings from the environment, and from the files that it names for secrets; an empty value counts as absent.
 * @returns every problem at once, each naming its setting, instead of a half-configured service
 */
export function readConfig(environment: Environment): ConfigReading {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const { present, problems } = withSecretFiles(filled, secretNames);
  const strange = strangeNames(Object.keys(present), Object.keys(environmentSchema.shape));
  const reading = readPresent(present);
  if (problems.length > 0 || reading.kind === 'refused') {
    const others = reading.kind === 'refused' ? reading.problems : [];
    return { kind: 'refused', problems: [...problems, ...others, ...strange] };
  }
  const { config } = reading;
  const botIsOff = config.mode === 'feishu' && config.bot.kind === 'off';
  return { kind: 'ok', config, remarks: [...strange, ...remarksOn({ ...config, botIsOff })] };
}

function readPresent(
  present: Environment,
): { kind: 'ok'; config: Config } | Extract<ConfigReading, { kind: 'refused' }> {
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path: [name = ''], message }) => {
      const value = secretNames.some((secret) => secret === name) ? undefined : present[String(name)];
      return say.settingProblem(String(name), message, value);
    });
    return { kind: 'refused', problems };
  }
  const strangers = fieldsNobodyReads(parsed.data);
  if (strangers.length > 0) {
    const problem = say.unknownFields(strangers, allowedFields(parsed.data));
    return { kind: 'refused', problems: [`ROSTER_COLUMNS：${problem}`] };
  }
  return isSandboxMode(parsed.data, present)
    ? { kind: 'ok', config: { mode: 'sandbox', ...settingsOf(parsed.data, '127.0.0.1') } }
    : readFeishu(parsed.data);
}

/** A header name for a field that nothing reads is a slip of the pen. */
function fieldsNobodyReads(values: Environs): string[] {
  const allowed = allowedFields(values);
  return Object.keys(values.ROSTER_COLUMNS).filter((field) => !allowed.includes(field));
}

function allowedFields({ LEARNER_FIELDS, ENROLLMENT_FIELDS }: Environs): string[] {
  return [...rosterFields, ...[...LEARNER_FIELDS, ...ENROLLMENT_FIELDS].map(({ name }) => name)];
}

/**
 * Without any sign of a real configuration, the stand-in Feishu starts; with the first such sign it does not, so that
 * a forgotten setting cannot turn a real service into a demonstration. A default that is written down, as in a copied
 * `.env.example`, is no sign.
 */
function isSandboxMode({ SANDBOX }: Environs, present: Environment): boolean {
  const defaults: Readonly<Record<string, unknown>> = environmentSchema.parse({});
  const isReal = (name: string) =>
    (/^(FEISHU_|BITABLE_)/.test(name) || ['DATABASE_URL', 'PUBLIC_URL'].includes(name)) &&
    present[name] !== defaults[name];
  return SANDBOX || (!Object.keys(present).some(isReal) && present.NODE_ENV !== 'production');
}

function readFeishu(values: Environs): ReturnType<typeof readPresent> {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, BITABLE_APP_TOKEN: baseReference } = values;
  const problems = conflicts(values);
  for (const name of ['FEISHU_APP_ID', 'FEISHU_APP_SECRET', 'BITABLE_APP_TOKEN'] as const)
    if (values[name] === undefined) problems.push(`${name}：${say.missing}`);
  if (problems.length > 0 || !appId || !appSecret || !baseReference) return { kind: 'refused', problems };
  const feishu: FeishuSettings = {
    appId,
    appSecret,
    domain: values.FEISHU_DOMAIN,
    baseReference,
    learnerTable: values.BITABLE_LEARNER_TABLE,
    enrollmentTable: values.BITABLE_ENROLLMENT_TABLE,
  };
  return {
    kind: 'ok',
    config: { mode: 'feishu', feishu, bot: botOf(values), ...settingsOf(values, '0.0.0.0') },
  };
}

function botOf({
  FEISHU_EVENT_MODE,
  FEISHU_VERIFICATION_TOKEN: verificationToken,
  FEISHU_ENCRYPT_KEY: encryptKey,
}: Environs): BotConnection {
  if (FEISHU_EVENT_MODE === 'websocket') return { kind: 'websocket' };
  return verificationToken && encryptKey
    ? { kind: 'webhook', verificationToken, encryptKey }
    : { kind: 'off' };
}

function conflicts(values: Environs): string[] {
  const problems: string[] = [];
  if ((values.FEISHU_VERIFICATION_TOKEN === undefined) !== (values.FEISHU_ENCRYPT_KEY === undefined))
    problems.push(say.eventKeysTogether);
  if (values.PUBLIC_URL !== undefined && (values.UPLOAD_PASSWORD ?? values.UPLOAD_LOGIN) === undefined)
    problems.push(`PUBLIC_URL：${say.loginNeeded}`);
  return problems;
}

function settingsOf(values: Environs, defaultHost: string): Settings {
  return {
    host: values.HOST ?? defaultHost,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? null,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL ?? null,
    retentionDays: values.RETENTION_DAYS,
    logLevel: values.LOG_LEVEL,
    uploadPassword: values.UPLOAD_PASSWORD ?? null,
    feishuLogin: values.UPLOAD_LOGIN === 'feishu',
    policy: values.ENROLLMENT_POLICY,
    learnerUpdates: values.LEARNER_UPDATES,
    learnerFields: values.LEARNER_FIELDS,
    enrollmentFields: values.ENROLLMENT_FIELDS,
    extraAliases: values.ROSTER_COLUMNS,
    confirm: values.CONFIRM,
    allowedUsers: values.ALLOWED_USERS,
    allowedChats: values.ALLOWED_CHATS,
    alertChat: values.ALERT_CHAT ?? null,
    reportChat: values.REPORT_CHAT ?? null,
  };
}
