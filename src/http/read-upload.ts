import type { Context } from 'koa';
import { z } from 'zod';
import { limits } from '../roster/limits.ts';
import { type OperatorField, parseOperatorInput } from '../sync/queue/operator-input.ts';
import type { Upload } from '../sync/queue/submit-sync.ts';
import type { RefusalCode } from '../wording/explain-refusal.ts';
import { type FormPart, readForm } from './body/read-form.ts';

/** The file, and room for the other fields and the boundaries. */
const maxFormBytes = limits.bytes + 64 * 1024;

/** What a form says of an upload. */
type SentUpload = Omit<Upload, 'askedBy'>;

type UploadReading =
  | { kind: 'read'; upload: SentUpload }
  | { kind: 'refused'; code: RefusalCode }
  | { kind: 'field_refused'; field: OperatorField };

/**
 * Reads `file`, `course`, `date`, `dryRun` and `key` of a multipart form. What is in the file is checked later.
 * @param now what "two years ahead" counts from
 */
export async function readUpload(ctx: Context, now: Date): Promise<UploadReading> {
  // A body in chunks does not say how much memory it needs; browsers never send a form that way.
  if (ctx.get('Transfer-Encoding') !== '') return refused('length_required');
  if ((ctx.request.length ?? 0) > maxFormBytes) return refused('too_large');
  const parts = await readForm(ctx);
  if (parts === null) return refused('bad_request');
  const [file, ...more] = parts.filter(isFile);
  if (file === undefined || more.length > 0) return refused('no_file');
  if (file.bytes.length > limits.bytes) return refused('too_large');
  return withFields(file, parts, now);
}

/** Browsers send a file input without a file as a part without name and content. */
function isFile({ name, fileName, bytes }: FormPart): boolean {
  return name === 'file' && fileName !== null && (fileName !== '' || bytes.length > 0);
}

function withFields(file: FormPart, parts: readonly FormPart[], now: Date): UploadReading {
  const fields = textFields(parts);
  if (fields === null) return refused('invalid_input');
  const form = formFields.safeParse(fields);
  if (!form.success) return refused('invalid_input');
  const { course = null, date: day = null, dryRun, key = null } = form.data;
  const reading = parseOperatorInput({ course, day }, now);
  if (reading.kind === 'refused') return { kind: 'field_refused', field: reading.field };
  const fileName = file.fileName ?? '';
  return {
    kind: 'read',
    upload: { key, origin: null, source: 'web', fileName, bytes: file.bytes, dryRun, said: reading.said },
  };
}

/**
 * The fields that hold text; one that was left empty is as good as absent.
 * @returns null if a field stands twice: of `dryRun=true` and `dryRun=false` the wrong one might count
 */
function textFields(parts: readonly FormPart[]): Record<string, string> | null {
  const fields = parts.filter(({ name }) => name !== 'file');
  if (new Set(fields.map(({ name }) => name)).size < fields.length) return null;
  const texts = fields.map(({ name, bytes }) => [name, bytes.toString('utf8').trim()] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

const formFields = z.object({
  course: z.string().optional(),
  date: z.string().optional(),
  /** Refused unless it is clearly a yes or a no: taken wrongly, a preview would write. */
  dryRun: z.stringbool().default(false),
  /** A browser sends a form again by itself when its connection dies; under the same key that adds nothing. */
  key: z.uuid().optional(),
});

function refused(code: RefusalCode): UploadReading {
  return { kind: 'refused', code };
}
