import { closestOf } from './closest-of.ts';

export type Command =
  | { kind: 'help' | 'status' | 'history' | 'template' }
  /** Takes the file of the message that is replied to. */
  | { kind: 'sync' }
  /** The same without writing; or, in reply to nothing, the next file that is sent. */
  | { kind: 'preview' }
  /** null: the last file of the chat. */
  | { kind: 'rerun'; number: number | null }
  /** Takes a sync back; null: the last one of the chat. */
  | { kind: 'undo'; number: number | null };

export type ParsedText =
  | Command
  /** Begins like a command, but is none; `closest` is written as it would be typed. */
  | { kind: 'unknown'; closest: string | null }
  | { kind: 'thanks' }
  /** A link to a document in Feishu, which is no file. */
  | { kind: 'document_link' }
  | { kind: 'talk' };

/** Every name of a command, and the command. */
const kinds = new Map<string, Command['kind']>([
  ['help', 'help'],
  ['帮助', 'help'],
  ['说明', 'help'],
  ['使用说明', 'help'],
  ['怎么用', 'help'],
  ['如何使用', 'help'],
  ['使用方法', 'help'],
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
  ['preview', 'preview'],
  ['预览', 'preview'],
  ['仅预览', 'preview'],
  ['undo', 'undo'],
  ['撤销', 'undo'],
  ['撤回', 'undo'],
]);

const thanks: ReadonlySet<string> = new Set([
  '谢谢',
  '谢谢你',
  '谢谢您',
  '谢谢啦',
  '多谢',
  '感谢',
  '辛苦了',
  '辛苦啦',
  'thanks',
  'thank you',
  'thx',
]);

/** A sheet, a Base, a document or a page of a wiki, at Feishu or Lark. */
const documentLink =
  /https?:\/\/[\w.-]+\.(?:feishu\.cn|larksuite\.com|larkoffice\.com)\/(?:sheets|base|docx|docs|wiki|file)\//i;

/** `/`, a name, and perhaps a number; what follows is left over. */
const shape = /^(?<slash>\/)?\s*(?<name>[^\s\d#/]*)\s*(?:#?\s*(?<digits>\d{1,9})(?!\d))?\s*(?<rest>.*)$/s;
/** Also as much text as the value of a button may have. */
const longestCommand = 200;
/** A message with a link may have more text around it. */
const longestLink = 2000;
const closing = /[\s。.!！?？]+$/u;

/**
 * Reads what a person typed to the bot. Full-width characters count as their plain ones, case does not count.
 * Without `/` only the name alone, with its number, is a command: everything else is talk.
 * @param text without the mention of the bot; empty is a call for help
 */
export function parseCommand(text: string): ParsedText {
  if (documentLink.test(text.slice(0, longestLink))) return { kind: 'document_link' };
  if (text.length > longestCommand) return { kind: 'talk' };
  const plain = text.normalize('NFKC').trim().toLowerCase().replace(closing, '');
  if (plain === '' || plain === '/') return { kind: 'help' };
  if (thanks.has(plain)) return { kind: 'thanks' };
  const { slash, name = '', digits, rest = '' } = shape.exec(plain)?.groups ?? {};
  const kind = kinds.get(name);
  if (slash === undefined && (kind === undefined || rest !== '')) return { kind: 'talk' };
  if (kind === undefined) return { kind: 'unknown', closest: closestCommand(name) };
  if (kind !== 'rerun' && kind !== 'undo') return { kind };
  if (rest !== '') return { kind: 'unknown', closest: `/${kind}` };
  return { kind, number: digits === undefined ? null : Number(digits) };
}

function closestCommand(name: string): string | null {
  const closest = closestOf(name, [...kinds.keys()]);
  const kind = closest === null ? undefined : kinds.get(closest);
  return kind === undefined ? null : `/${kind}`;
}
