import { closestOf } from './closest-of.ts';

export type Command =
  | { kind: 'help' | 'status' | 'history' | 'template' }
  /** Takes the file of the message that is replied to. */
  | { kind: 'sync' }
  /** null: the last file of the chat. */
  | { kind: 'rerun'; number: number | null };

export type ParsedText =
  | Command
  /** Begins like a command, but is none; `closest` is written as it would be typed. */
  | { kind: 'unknown'; closest: string | null }
  | { kind: 'talk' };

/** Every name of a command, and the command. */
const kinds = new Map<string, Command['kind']>([
  ['help', 'help'],
  ['帮助', 'help'],
  ['说明', 'help'],
  ['使用说明', 'help'],
  ['rerun', 'rerun'],
  ['重新同步', 'rerun'],
  ['重跑', 'rerun'],
  ['再次同步', 'rerun'],
  ['status', 'status'],
  ['状态', 'status'],
  ['进度', 'status'],
  ['history', 'history'],
  ['历史', 'history'],
  ['历史记录', 'history'],
  ['记录', 'history'],
  ['template', 'template'],
  ['模板', 'template'],
  ['模版', 'template'],
  ['示例', 'template'],
  ['示例名单', 'template'],
  ['sync', 'sync'],
  ['同步', 'sync'],
]);

/** `/`, a name, and perhaps a number; what follows is left over. */
const shape = /^(?<slash>\/)?\s*(?<name>[^\s\d#/]*)\s*(?:#?\s*(?<digits>\d{1,9})(?!\d))?\s*(?<rest>.*)$/s;
/** Also as much text as the value of a button may have. */
const longestCommand = 200;
const closing = /[\s。.!！?？]+$/u;

/**
 * Reads what a person typed to the bot. Full-width characters count as their plain ones, case does not count.
 * Without `/` only the name alone, with its number, is a command: everything else is talk.
 * @param text without the mention of the bot; empty is a call for help
 */
export function parseCommand(text: string): ParsedText {
  if (text.length > longestCommand) return { kind: 'talk' };
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(closing, '');
  if (plain === '' || plain === '/') return { kind: 'help' };
  const { slash, name = '', digits, rest = '' } = shape.exec(plain)?.groups ?? {};
  const kind = kinds.get(name);
  if (slash === undefined && (kind === undefined || rest !== '')) return { kind: 'talk' };
  if (kind === undefined) return { kind: 'unknown', closest: closestCommand(name) };
  if (kind !== 'rerun') return { kind };
  if (rest !== '') return { kind: 'unknown', closest: '/rerun' };
  return { kind, number: digits === undefined ? null : Number(digits) };
}

function closestCommand(name: string): string | null {
  const closest = closestOf(name, [...kinds.keys()]);
  const kind = closest === null ? undefined : kinds.get(closest);
  return kind === undefined ? null : `/${kind}`;
}
