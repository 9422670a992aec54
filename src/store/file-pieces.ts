import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { AppError } from '../errors.ts';
import type { Schema } from './schema.ts';

/** Short enough for the event loop: nothing else is answered while one is brought to disk. */
const pieceBytes = 1024 * 1024;

/** A file of which all but the end is in the database. */
export interface BegunFile {
  id: string;
  /** How many pieces there are. */
  pieces: number;
  end: Uint8Array;
  /** By which the same bytes are known again, whatever they are called. */
  hash: string;
}

/**
 * Brings all of a file but its end to disk, piece by piece, each in a transaction of its own. They mean nothing until
 * `keepFile`, so whoever dies in between leaves nothing but what `deleteLostPieces` takes away.
 */
export async function beginFile(db: Kysely<Schema>, id: string, bytes: Uint8Array): Promise<BegunFile> {
  const hash = createHash('sha256');
  let pieces = 0;
  for (let rest = bytes; ; rest = rest.subarray(pieceBytes)) {
    const piece = rest.subarray(0, pieceBytes);
    hash.update(piece);
    if (piece.length === rest.length) return { id, pieces, end: piece, hash: hash.digest('base64url') };
    await db
      .insertInto('file_pieces')
      .values({ file_id: id, position: pieces, bytes: piece })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    pieces += 1;
    await nextTurn();
  }
}

/**
 * The file is there once the transaction is committed. One that is there already stays as it is.
 * @throws AppError `internal` if its pieces have been taken for lost; then it has to be brought again
 */
export async function keepFile(
  transaction: Transaction<Schema>,
  { id, pieces, end }: BegunFile,
): Promise<void> {
  const { count } = await transaction
    .selectFrom('file_pieces')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('file_id', '=', id)
    .executeTakeFirstOrThrow();
  if (Number(count) !== pieces)
    throw new AppError('internal', { cause: new Error(`${count} of ${pieces} pieces of a file`) });
  await transaction
    .insertInto('files')
    .values({ id, bytes: end })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** null if it is not there. */
export async function readPieces(db: Kysely<Schema>, id: string): Promise<Uint8Array | null> {
  const file = await db.selectFrom('files').select('bytes').where('id', '=', id).executeTakeFirst();
  if (file === undefined) return null;
  const pieces = await db
    .selectFrom('file_pieces')
    .select('bytes')
    .where('file_id', '=', id)
    .orderBy('position')
    .execute();
  // The driver of PostgreSQL gives a Buffer, which is one of these and says more than it should.
  return plainBytes(Buffer.concat([...pieces.map(({ bytes }) => bytes), file.bytes]));
}

function plainBytes({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** @returns how many files there were */
export async function deletePieces(
  transaction: Transaction<Schema>,
  ids: readonly string[],
): Promise<number> {
  await transaction.deleteFrom('file_pieces').where('file_id', 'in', ids).execute();
  const deleted = await transaction.deleteFrom('files').where('id', 'in', ids).executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

/** Of files that were never kept. */
export async function deleteLostPieces(db: Kysely<Schema>): Promise<void> {
  await db
    .deleteFrom('file_pieces')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('files').select('id').whereRef('files.id', '=', 'file_pieces.file_id'))),
    )
    .execute();
}
