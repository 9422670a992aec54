import type { Context } from 'koa';
import { z } from 'zod';
import type { Upload } from '../sync/queue/submit-sync.ts';
import type { RefusalCode } from '../wording/explain-refusal.ts';
import { type FormPart, readForm } from './body/read-form.ts';
import { courseInput, dayInput, refusalOfInput } from './operator-input.ts';

const maxFileBytes = 20 * 1024 * 1024;
/** Room for the other fields and the boundaries. */
const maxFormBytes = maxFileBytes + 64 * 1024;

/** What a form says of an upload. */
type SentUpload = Omit<Upload, 'askedBy'>;

type UploadReading = { kind: 'read'; upload: SentUpload } | { kind: 'refused'; code: RefusalCode };

/** Reads `file`, `course`, `date`, `dryRun` and `key` of a multipart form. What is in the file is looked at later. */
export async function readUpload(ctx: Context, now: Date): Promise<UploadReading> {
  // A body in chunks does not say how much would have to be held; browsers never send a form that way.
  if (ctx.get('Transfer-Encoding') !== '') return refused('length_required');
  if ((ctx.request.length ?? 0) > maxFormBytes) return refused('too_large');
  const parts = await readForm(ctx);
  if (parts === null) return refused('bad_request');
  const [file, ...more] = parts.filter(isFile);
  if (file === undefined || more.length > 0) return refused('no_file');
  if (file.bytes.length > maxFileBytes) return refused('too_large');
  return withFields(file, textFields(parts), now);
}

/** Browsers send a file input without a file as a part without name and content. */
function isFile({ name, fileName, bytes }: FormPart): boolean {
  return name === 'file' && fileName !== null && (fileName !== '' || bytes.length > 0);
}

/** Fields that were left empty are as good as absent. */
function textFields(parts: readonly FormPart[]): Record<string, string> {
  const fields = parts.map(({ name, bytes }) => [name, bytes.toString('utf8').trim()] as const);
  return Object.fromEntries(fields.filter(([name, text]) => name !== 'file' && text !== ''));
}

function withFields(file: FormPart, fields: Record<string, string>, now: Date): UploadReading {
  const input = uploadFields(now).safeParse(fields);
  if (!input.success) return refused(refusalOfInput(input.error));
  const { course = null, date: day = null, dryRun, key = null } = input.data;
  const fileName = file.fileName ?? '';
  return {
    kind: 'read',
    upload: { key, origin: null, source: 'web', fileName, bytes: file.bytes, dryRun, course, day },
  };
}

const uploadFields = (now: Date) =>
  z.object({
    course: courseInput.optional(),
    date: dayInput(now).optional(),
    /** Refused unless it is clearly a yes or a no: taken wrongly, a preview would write. */
    dryRun: z.stringbool().default(false),
    /** A browser sends a form again by itself when its connection dies; under the same key that adds nothing. */
    key: z.uuid().optional(),
  });

function refused(code: RefusalCode): UploadReading {
  return { kind: 'refused', code };
}
