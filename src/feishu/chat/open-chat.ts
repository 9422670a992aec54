import type { Chat } from '../../bot/ports.ts';
import { developerConsoleOf } from '../calls/developer-console.ts';
import { createBotIdentity } from './bot-identity.ts';
import { type ChatConnection, connectChat } from './connect-chat.ts';
import { createChat } from './create-chat.ts';
import { registerCommands, type SlashCommand } from './register-commands.ts';

export interface OpenChatOptions extends ChatConnection {
  /** Whether the platform is only a stand-in, which every card then says first. */
  sandbox: boolean;
  /** 15 seconds if not given. */
  callTimeoutMs?: number;
}

export interface OpenChat {
  chat: Chat;
  /** The open_id under which people mention the bot. */
  botOpenId(): Promise<string>;
  /** Makes Feishu propose the bot's commands, where the app may. */
  registerCommands(commands: readonly SlashCommand[]): Promise<void>;
}

const defaultCallTimeoutMs = 15_000;

/** Chat in the name of the app: one client and one tenant token for everything the bot says and asks. */
export function openChat(options: OpenChatOptions): OpenChat {
  const { sandbox, log, callTimeoutMs = defaultCallTimeoutMs } = options;
  const calls = connectChat(options, { waits: false, callTimeoutMs });
  return {
    chat: createChat(calls, { sandbox, developerConsole: developerConsoleOf(options.domain) }),
    botOpenId: createBotIdentity(calls),
    registerCommands: (commands) => registerCommands(calls, commands, log),
  };
}
