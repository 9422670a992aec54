import { AppError } from '../../errors.ts';
import { listCommandNames } from '../../feishu/chat/register-commands.ts';
import { commandWords } from '../../wording/bot/help.ts';
import * as say from '../../wording/doctor/bot-findings.ts';
import type { Check } from './check.ts';
import { advice, bad, good, skipped } from './finding.ts';

/** Whether the app has a bot, and whether it is in use. */
export const checkBot: Check = {
  name: 'bot',
  async run({ bot, config }) {
    if (config.bot.kind === 'off') return [advice('bot_off', say.botOffAdvice)];
    try {
      const { name, isActive } = await bot();
      return isActive ? [good(say.botFound(name))] : [bad('app_disabled', say.botStopped)];
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'feishu_refused') throw thrown;
      return [bad('no_bot_ability', say.noBotAbility)];
    }
  },
};

/** Whether Feishu proposes the commands. They work all the same, so nothing of this has to be mended. */
export const checkCommands: Check = {
  name: 'commands',
  async run({ connection, config }) {
    if (config.bot.kind === 'off') return [skipped(say.botOffAdvice.message)];
    try {
      const listed = await listCommandNames(connection.calls);
      const missing = commandWords.map(({ name }) => name).filter((name) => !listed.includes(name));
      return [
        missing.length === 0
          ? good(say.commandsListed)
          : advice('commands_missing', say.commandsNotListed(missing)),
      ];
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'missing_scope') throw thrown;
      return [advice('missing_scope', say.commandsUnknown)];
    }
  },
};
