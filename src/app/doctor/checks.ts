import type { Check } from './check.ts';
import { checkApp, checkScopes } from './check-app.ts';
import { checkAdvanced, checkBase, checkPermissions } from './check-base.ts';
import { checkBot, checkCommands } from './check-bot.ts';
import { checkEvents } from './check-events.ts';
import { checkLogin } from './check-login.ts';
import { checkPlatform } from './check-platform.ts';
import { checkCapacity, checkDuplicates } from './check-rows.ts';
import { checkSearch } from './check-search.ts';
import { checkFields, checkTables } from './check-tables.ts';
import type { LocalFacts } from './local-facts.ts';

/** What can be asked in seconds, in a few calls, and decides whether a sync can work. */
export const quickChecks: readonly Check[] = [
  ...[checkPlatform, checkApp, checkScopes, checkBase, checkPermissions, checkAdvanced],
  ...[checkTables, checkFields],
];

/** Everything that Feishu can be asked. */
export function feishuChecks(local: LocalFacts, mayWrite: boolean): readonly Check[] {
  return [
    ...quickChecks,
    ...[checkCapacity, checkDuplicates, checkSearch(mayWrite)],
    ...[checkBot, checkCommands, checkEvents(local), checkLogin],
  ];
}
