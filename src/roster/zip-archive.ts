import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { limits } from './limits.ts';
import { damagedFile, RefusedFile } from './refused-file.ts';

/** As many as a zip without the 64-bit extension can hold. */
const mostEntries = 0xffff;

/** A zip archive opened by its directory. Nothing is unpacked before its declared size was found acceptable. */
export class ZipArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #unpackedBytes = 0;

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /**
   * An entry as text, in the pieces in which it was unpacked; null if there is none of that name.
   * @throws RefusedFile `limit_exceeded` once the entries read are too large together, `damaged_file` if it cannot be
   *   unpacked or is not UTF-8
   */
  async readText(name: string): Promise<string[] | null> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    this.#unpackedBytes += entry.uncompressedSize;
    if (this.#unpackedBytes > limits.unpackedBytes) {
      throw new RefusedFile({
        code: 'limit_exceeded',
        limit: 'bytes',
        allowed: limits.unpackedBytes,
        line: null,
      });
    }
    try {
      return await unpack(this.#zip, entry);
    } catch (error) {
      throw damagedFile(error);
    }
  }
}

/**
 * Reads the directory of an archive.
 * @throws RefusedFile `damaged_file` if it is not sound
 */
export async function openZip(bytes: Uint8Array): Promise<ZipArchive> {
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (zip.entryCount > mostEntries) throw new RangeError('too many entries');
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return new ZipArchive(zip, entries);
  } catch (error) {
    throw damagedFile(error);
  }
}

/** The library watches, while it unpacks, that the size is the declared one; the checksum it leaves to its caller. */
async function unpack(zip: ZipFile, entry: Entry): Promise<string[]> {
  const pieces: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const text: string[] = [];
  let checksum = 0;
  for await (const piece of pieces) {
    checksum = crc32(piece, checksum);
    text.push(decoder.decode(piece, { stream: true }));
  }
  text.push(decoder.decode());
  if (checksum !== entry.crc32) throw new RangeError('checksum differs');
  return text;
}
