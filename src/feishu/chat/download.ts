import { Readable } from 'node:stream';
import { z } from 'zod';
import { AxiosError, AxiosHeaders, isAxiosError } from '../calls/sdk.ts';

/** What a download gave; null if it is larger than wanted. */
export const Downloaded = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
});
export type Downloaded = z.infer<typeof Downloaded>;

/** What the SDK hands out for a file. Its own `writeFile` never ends where the connection breaks. */
interface Resource {
  getReadableStream(): Readable;
  headers: unknown;
}

const Refusal = z.object({ code: z.number().refine((code) => code !== 0), msg: z.string() });
const JsonHeaders = z.object({ 'content-type': z.string().includes('json') });

/** No refusal is longer. */
const longestRefusal = 64 * 1024;
/** CheckAppTenant: Feishu asks for another try. */
const tryAgainCode = 234019;

/**
 * Reads a file to its end, or until it has grown past the limit.
 * @param request starts the download
 * @throws AxiosError as other calls do: here refusals come as streams, so they are read first; and a connection that
 *   breaks in the middle counts as lost
 */
export async function download(request: () => Promise<Resource>, maxBytes: number): Promise<Downloaded> {
  const { getReadableStream, headers } = await request().catch(throwWithBody);
  const bytes = await readAll(getReadableStream(), maxBytes);
  // A refusal can come with HTTP 200 as well, and must not be taken for the file.
  if (bytes !== null && JsonHeaders.safeParse(headers).success) throwIfRefusal(parseJson(bytes));
  return { bytes };
}

function throwIfRefusal(data: unknown): void {
  if (!Refusal.safeParse(data).success) return;
  const config = { headers: new AxiosHeaders() };
  const response = { data, status: 200, statusText: '', headers: {}, config };
  throw new AxiosError('refused', AxiosError.ERR_BAD_RESPONSE, config, null, response);
}

async function throwWithBody(thrown: unknown): Promise<never> {
  if (!isAxiosError(thrown) || !(thrown.response?.data instanceof Readable)) throw thrown;
  const { response } = thrown;
  const data = parseJson((await readAll(response.data, longestRefusal)) ?? new Uint8Array());
  if (Refusal.safeParse(data).data?.code === tryAgainCode) throw lost('CheckAppTenant');
  response.data = data;
  throw thrown;
}

async function readAll(stream: Readable, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      // Leaving the loop ends the download.
      if (size > maxBytes) return null;
      chunks.push(chunk);
    }
  } catch (error) {
    throw lost(error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
  }
  return Buffer.concat(chunks, size);
}

/** Without an answer, a call counts as lost and is repeated. */
function lost(reason: string): Error {
  return new AxiosError('lost', reason);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
