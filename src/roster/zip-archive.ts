import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { limits } from './limits.ts';
import { damagedFile, RefusedFile } from './refused-file.ts';

const inflate = promisify(inflateRaw);

interface ZipEntry {
  method: number;
  checksum: number;
  packedBytes: number;
  unpackedBytes: number;
  headerOffset: number;
}

const endSignature = 0x06054b50;
const endBytes = 22;
const longestComment = 0xffff;
const entrySignature = 0x02014b50;
const entryBytes = 46;
const headerSignature = 0x04034b50;
const headerBytes = 30;
const stored = 0;
const deflated = 8;

/**
 * A zip archive opened by its directory, as PKWARE's APPNOTE.TXT 6.3 lays it out. Nothing is unpacked before its declared
 * size was found acceptable, and never more than that size. Zip64 and encryption are not for rosters.
 */
export class ZipArchive {
  readonly #view: Buffer;
  readonly #entries: ReadonlyMap<string, ZipEntry>;
  #unpackedBytes = 0;

  /** @throws RefusedFile `damaged_file` if the directory is not sound */
  constructor(bytes: Uint8Array) {
    this.#view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#entries = readDirectory(this.#view);
    } catch (error) {
      throw damagedFile(error);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /**
   * The unpacked bytes of an entry; null if there is none of that name.
   * @throws RefusedFile `limit_exceeded` once the entries read are too large together, `damaged_file` if it cannot be unpacked
   */
  async read(name: string): Promise<Buffer | null> {
    const entry = this.#entries.get(name);
    if (entry === undefined) return null;
    this.#unpackedBytes += entry.unpackedBytes;
    if (this.#unpackedBytes > limits.unpackedBytes) {
      throw new RefusedFile({
        code: 'limit_exceeded',
        limit: 'bytes',
        allowed: limits.unpackedBytes,
        line: null,
      });
    }
    try {
      const unpacked = await unpack(this.#view, entry);
      if (crc32(unpacked) !== entry.checksum) throw new RangeError('checksum differs');
      return unpacked;
    } catch (error) {
      throw damagedFile(error);
    }
  }
}

/** @throws RangeError where the directory points outside the file, or at something else */
function readDirectory(view: Buffer): Map<string, ZipEntry> {
  const end = findEnd(view);
  const entries = new Map<string, ZipEntry>();
  let offset = view.readUInt32LE(end + 16);
  for (let left = view.readUInt16LE(end + 10); left > 0; left--) {
    if (view.readUInt32LE(offset) !== entrySignature) throw new RangeError('directory entry expected');
    const nameEnd = offset + entryBytes + view.readUInt16LE(offset + 28);
    entries.set(view.toString('utf8', offset + entryBytes, nameEnd), {
      method: view.readUInt16LE(offset + 10),
      checksum: view.readUInt32LE(offset + 16),
      packedBytes: view.readUInt32LE(offset + 20),
      unpackedBytes: view.readUInt32LE(offset + 24),
      headerOffset: view.readUInt32LE(offset + 42),
    });
    offset = nameEnd + view.readUInt16LE(offset + 30) + view.readUInt16LE(offset + 32);
  }
  return entries;
}

/** The end record is the last thing in the file, but for a comment. */
function findEnd(view: Buffer): number {
  const earliest = Math.max(0, view.length - endBytes - longestComment);
  for (let offset = view.length - endBytes; offset >= earliest; offset--) {
    if (view.readUInt32LE(offset) === endSignature) return offset;
  }
  throw new RangeError('end of directory expected');
}

async function unpack(view: Buffer, entry: ZipEntry): Promise<Buffer> {
  if (view.readUInt32LE(entry.headerOffset) !== headerSignature) throw new RangeError('header expected');
  const nameAndExtra =
    view.readUInt16LE(entry.headerOffset + 26) + view.readUInt16LE(entry.headerOffset + 28);
  const start = entry.headerOffset + headerBytes + nameAndExtra;
  const packed = view.subarray(start, start + entry.packedBytes);
  if (entry.method === stored) return packed;
  if (entry.method !== deflated) throw new RangeError('unknown compression');
  return inflate(packed, { maxOutputLength: Math.max(1, entry.unpackedBytes) });
}
