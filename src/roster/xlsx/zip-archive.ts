import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { limits } from '../limits.ts';
import { damagedFile, limitExceeded, RefusedFile } from '../refused-file.ts';

/** As many as a zip without the 64-bit extension can hold. */
const mostEntries = 0xffff;

/** A zip archive opened by its directory. Nothing is unpacked before its declared size was found acceptable. */
export class ZipArchive {
  readonly #zip: ZipFile;
  readonly #entries: ReadonlyMap<string, Entry>;
  #textBytes = 0;

  constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#entries = entries;
  }

  /** Names of entries are compared as packages do: without regard to letter case, `\` as `/`. */
  has(name: string): boolean {
    return this.#entries.has(entryKey(name));
  }

  /** What an entry says it unpacks to; 0 if there is none of that name. */
  declaredBytes(name: string): number {
    return this.#entries.get(entryKey(name))?.uncompressedSize ?? 0;
  }

  /**
   * A small entry as text, in the pieces in which it was unpacked; null if there is none of that name.
   * @throws RefusedFile `limit_exceeded` once the entries read so are too large together, `damaged_file` as `streamText`
   */
  async readText(name: string): Promise<string[] | null> {
    if (!this.has(name)) return null;
    this.#textBytes += this.declaredBytes(name);
    if (this.#textBytes > limits.textBytes) throw limitExceeded('text', null);
    const pieces: string[] = [];
    for await (const piece of this.streamText(name)) pieces.push(piece);
    return pieces;
  }

  /**
   * An entry as text while it is unpacked; whoever stops early stops the unpacking.
   * @throws RefusedFile `damaged_file` if there is none of that name, it cannot be unpacked or is neither UTF-8 nor UTF-16
   */
  async *streamText(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(entryKey(name));
    if (entry === undefined) throw damagedFile();
    try {
      yield* unpack(this.#zip, entry);
    } catch (error) {
      throw error instanceof RefusedFile ? error : damagedFile(error);
    }
  }
}

/**
 * Reads the directory of an archive.
 * @throws RefusedFile `damaged_file` if it is not sound
 */
export async function openZip(bytes: Uint8Array): Promise<ZipArchive> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await fromBufferPromise(buffer, { decodeStrings: false });
    if (zip.entryCount > mostEntries) throw new RangeError('too many entries');
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entryKey(String(entry.fileName)), entry);
    return new ZipArchive(zip, entries);
  } catch (error) {
    throw damagedFile(error);
  }
}

function entryKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/** The library watches, while it unpacks, that the size is the declared one; the checksum it leaves to its caller. */
async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  const pieces: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  let checksum = 0;
  for await (const piece of pieces) {
    checksum = crc32(piece, checksum);
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    yield decoder.decode(piece, { stream: true });
  }
  if (decoder !== null) yield decoder.decode();
  if (checksum !== entry.crc32) throw new RangeError('checksum differs');
}

/** XML in a package is UTF-8, or UTF-16 with a byte order mark (ECMA-376 part 2 §8.1.4). */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
