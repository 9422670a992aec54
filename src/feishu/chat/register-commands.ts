import { z } from 'zod';
import { AppError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { answerOf, type Calls } from '../calls/call.ts';
import { readList } from '../calls/read-list.ts';
import { pathId } from './path-id.ts';

/** A command as Feishu proposes it to whoever types `/`. */
export interface SlashCommand {
  /** Without the slash. */
  name: string;
  description: string;
}

const path = '/open-apis/application/v7/app_slash_commands';

const KnownCommand = z.object({
  command_id: z.string(),
  command: z.string(),
  description: z.object({ default_value: z.string().nullish() }).nullish(),
});
type KnownCommand = z.infer<typeof KnownCommand>;

/** Of a command that Feishu knows already, among other faults. */
const refusedCommand = 40000000;

/**
 * Adds the commands that Feishu does not know yet, and rewords those it knows otherwise; commands of others stay. Listing
 * them takes the scope `application:app_slash_command:read`, without which all are added, known ones in vain; changes
 * take `application:app_slash_command:write`. A convenience only: typed commands work without both. Never throws.
 * Source: https://open.feishu.cn/document/mcp_open_tools/agent-best-practices/agent-supports-slash-commands
 */
export async function registerCommands(
  calls: Calls,
  commands: readonly SlashCommand[],
  log: Logger,
): Promise<void> {
  try {
    const known = await listCommands(calls, log);
    for (const command of commands) await register(calls, command, known);
  } catch (err) {
    log.info({ err }, 'Feishu will not propose the commands of the bot');
  }
}

async function listCommands(calls: Calls, log: Logger): Promise<KnownCommand[]> {
  try {
    return await readCommands(calls);
  } catch (err) {
    if (!(err instanceof AppError) || err.code !== 'missing_scope') throw err;
    log.info({ err }, 'the app may not list its slash commands');
    return [];
  }
}

function readCommands(calls: Calls): Promise<KnownCommand[]> {
  return readList(calls, {
    name: 'slash commands list',
    item: KnownCommand,
    send: (client, authorization, params) =>
      client.request({ method: 'GET', url: path, params }, authorization),
  });
}

/** The names of the commands that Feishu proposes. @throws AppError `missing_scope`, or what the call says */
export async function listCommandNames(calls: Calls): Promise<string[]> {
  return (await readCommands(calls)).map(({ command }) => command);
}

async function register(calls: Calls, command: SlashCommand, known: readonly KnownCommand[]): Promise<void> {
  const own = known.find((each) => each.command === command.name);
  if (own?.description?.default_value === command.description) return;
  if (own !== undefined) return write(calls, 'PATCH', `${path}/${pathId(own.command_id)}`, wording(command));
  try {
    await write(calls, 'POST', path, { command: command.name, ...wording(command) });
  } catch (thrown) {
    // It is known, or another process has added it in the same moment.
    if (!(thrown instanceof AppError) || thrown.details.feishuCode !== refusedCommand) throw thrown;
  }
}

async function write(calls: Calls, method: 'POST' | 'PATCH', url: string, data: object): Promise<void> {
  const result = await calls.write({
    name: `slash commands ${method}`,
    effect: 'update',
    send: (client, authorization) => client.request({ method, url, data }, authorization),
    body: z.object({}),
  });
  answerOf(result);
}

function wording({ description }: SlashCommand): object {
  return { description: { default_value: description, i18n: { zh_cn: description } } };
}
