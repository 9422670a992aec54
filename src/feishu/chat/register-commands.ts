import { z } from 'zod';
import type { Logger } from '../../log.ts';
import { answerOf, type Calls } from '../calls/call.ts';
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
  description: z.object({ default_value: z.string() }).nullish(),
});
const ListBody = z.object({ data: z.object({ items: z.array(KnownCommand).nullish() }) });

/**
 * Adds the commands that Feishu does not know yet, and rewords those it knows otherwise; commands of others stay. A
 * convenience only: typed commands work without it, and an app without the scope `application:app_slash_command:write`
 * simply does not get it. Never throws.
 * Source: https://open.feishu.cn/document/mcp_open_tools/agent-best-practices/agent-supports-slash-commands
 */
export async function registerCommands(
  calls: Calls,
  commands: readonly SlashCommand[],
  log: Logger,
): Promise<void> {
  try {
    const known = await listCommands(calls);
    for (const command of commands) {
      const own = known.find((each) => each.command === command.name);
      if (own === undefined) await write(calls, 'POST', path, { command: command.name, ...wording(command) });
      else if (own.description?.default_value !== command.description)
        await write(calls, 'PATCH', `${path}/${pathId(own.command_id)}`, wording(command));
    }
  } catch (err) {
    log.info({ err }, 'Feishu will not propose the commands of the bot');
  }
}

async function listCommands(calls: Calls): Promise<z.infer<typeof KnownCommand>[]> {
  const result = await calls.read({
    name: 'slash commands list',
    send: (client, authorization) => client.request({ method: 'GET', url: path }, authorization),
    body: ListBody,
  });
  return answerOf(result).data.items ?? [];
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
