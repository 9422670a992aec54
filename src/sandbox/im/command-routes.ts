import { z } from 'zod';
import type { SandboxContext } from '../context.ts';
import { VendorError } from '../platform/vendor-error.ts';
import { perSecond, success, type VendorCall, type VendorRoute } from '../platform/vendor-route.ts';
import type { SlashCommand } from '../state/chat-model.ts';
import { readBody } from './request-body.ts';

const path = '/open-apis/application/v7/app_slash_commands';
const most = 100;

const Words = z.looseObject({ default_value: z.string().min(1) });
const Icon = z.object({ icon_key: z.string().min(1) });
const Added = z.object({
  command: z.string().regex(/^[^\s/]{1,32}$/),
  description: Words.optional(),
  icon: Icon.optional(),
});
/** The name of a command stays. */
const Changed = z.object({ description: Words.optional(), icon: Icon.optional() });

/**
 * The commands Feishu proposes after a `/`. Shapes are as public bots use them: the page lists no fields
 * (https://open.feishu.cn/document/mcp_open_tools/agent-best-practices/agent-supports-slash-commands).
 */
export function commandRoutes(context: SandboxContext): VendorRoute[] {
  const write = { scopes: ['application:app_slash_command:write'], rate: perSecond(50), writes: true };
  const one = `${path}/:command_id`;
  return [
    {
      method: 'GET',
      path,
      scopes: ['application:app_slash_command:read'],
      rate: perSecond(50),
      writes: false,
      run: (call) => success(list(context, call)),
    },
    { ...write, method: 'POST', path, run: (call) => add(context, call) },
    { ...write, method: 'PATCH', path: one, run: (call) => change(context, call) },
    { ...write, method: 'DELETE', path: one, run: (call) => remove(context, call) },
  ];
}

/** In pages, as other lists of the platform; whether this one comes in pages is undocumented. */
function list({ store, settings }: SandboxContext, { query }: VendorCall): object {
  const commands = [...store.state.chat.commands.values()].map(shape);
  const size = Math.min(numberOr(query.page_size, most), settings().commandPageSize);
  const from = numberOr(query.page_token, 0);
  const to = from + size;
  const items = commands.slice(from, to);
  return to < commands.length ? { items, has_more: true, page_token: String(to) } : { items };
}

/** @throws VendorError 99992402 for what is no whole number from 0 on */
function numberOr(given: string | undefined, otherwise: number): number {
  if (given === undefined || given === '') return otherwise;
  if (!/^\d{1,6}$/.test(given)) throw new VendorError('FieldValidationFailed');
  return Number(given);
}

function add({ store, newId }: SandboxContext, { body }: VendorCall): object {
  const { command: name, description, icon } = readBody(Added, body);
  const { commands } = store.state.chat;
  if ([...commands.values()].some(({ command }) => command === name)) throw new VendorError('CommandExists');
  if (commands.size >= most) throw new VendorError('TooManyCommands');
  const command: SlashCommand = {
    id: newId('', 19),
    command: name,
    description: description ?? null,
    icon: icon ?? null,
  };
  store.commit([{ kind: 'put_command', command }]);
  return success({ command_id: command.id });
}

function change(context: SandboxContext, call: VendorCall): object {
  const present = openCommand(context, call);
  const { description, icon } = readBody(Changed, call.body);
  const command = {
    ...present,
    description: description ?? present.description,
    icon: icon ?? present.icon,
  };
  context.store.commit([{ kind: 'put_command', command }]);
  return success({});
}

function remove(context: SandboxContext, call: VendorCall): object {
  context.store.commit([{ kind: 'remove_command', commandId: openCommand(context, call).id }]);
  return success({});
}

function openCommand({ store }: SandboxContext, call: VendorCall): SlashCommand {
  const command = store.state.chat.commands.get(call.param('command_id'));
  if (command === undefined) throw new VendorError('CommandMissing');
  return command;
}

function shape({ id, command, description, icon }: SlashCommand): object {
  return {
    command_id: id,
    command,
    ...(description === null ? {} : { description }),
    ...(icon === null ? {} : { icon }),
  };
}
