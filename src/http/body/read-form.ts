import type { Context } from 'koa';
import { type KoaBodyMiddlewareOptions, koaBody } from 'koa-body';

/** One part of a multipart form. */
export interface FormPart {
  name: string;
  /** As the client sent it; null for a plain field. */
  fileName: string | null;
  bytes: Buffer;
}

type OnPart = NonNullable<NonNullable<KoaBodyMiddlewareOptions['formidable']>['onPart']>;

/** More parts than any form of ours has. */
const maxParts = 20;

/**
 * Reads a multipart form into memory; nothing of it touches a disk. The caller has bounded the length of the body.
 * @returns null if the body is cut off, malformed, or has more parts than any form of ours; no parts if it is no multipart form
 */
export async function readForm(ctx: Context): Promise<FormPart[] | null> {
  const parts: (Omit<FormPart, 'bytes'> & { chunks: Buffer[] })[] = [];
  let malformed = false;
  const onPart: OnPart = (part) => {
    const chunks: Buffer[] = [];
    const fileName = part.originalFilename === null ? null : decode(part.originalFilename);
    if (parts.length === maxParts) malformed = true;
    else parts.push({ name: decode(part.name ?? ''), fileName, chunks });
    part.on('data', (chunk: Buffer) => chunks.push(chunk));
  };
  const parse = koaBody({
    ...{ multipart: true, json: false, urlencoded: false, text: false },
    onError: () => {
      malformed = true;
    },
    formidable: { encoding: 'binary', onPart },
  });
  await parse(ctx, async () => {});
  if (malformed) return null;
  return parts.map(({ name, fileName, chunks }) => ({ name, fileName, bytes: Buffer.concat(chunks) }));
}

/** Names are read byte for byte first: decoded in pieces, a character split between two packets would be lost. */
function decode(binary: string): string {
  return Buffer.from(binary, 'latin1').toString('utf8');
}
