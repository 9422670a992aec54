import type { FindHeader } from '../header/find-header.ts';
import { limits } from '../limits.ts';
import { limitExceeded, RefusedFile } from '../refused-file.ts';
import { fileKind } from './file-kind.ts';
import { openSheets } from './open-sheets.ts';
import { openText } from './open-text.ts';
import type { OpenedFile } from './table.ts';

/**
 * Opens the bytes in the first way under which a header appears.
 * @throws RefusedFile if there is none, or the file cannot be read for another reason
 */
export async function openFile(bytes: Uint8Array, find: FindHeader): Promise<OpenedFile> {
  if (bytes.length > limits.bytes) throw limitExceeded('bytes', null);
  const file = fileKind(bytes);
  switch (file.kind) {
    case 'zip':
      return openSheets(bytes, find);
    case 'text':
      return { tables: [await openText(bytes, find)], sheetNames: [], unread: [] };
    case 'other':
      throw new RefusedFile(file.refusal);
  }
}
