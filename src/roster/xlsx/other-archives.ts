import { RefusedFile } from '../refused-file.ts';
import type { FileRefusal, OtherFormat } from '../roster.ts';
import { contentTypesPath } from './package.ts';
import type { ZipArchive } from './zip-archive.ts';

/** Entries by which other files that are zips inside give themselves away. */
const givenAwayBy: readonly (readonly [entry: string, refusal: FileRefusal])[] = [
  ['xl/workbook.bin', { code: 'other_format', format: 'xlsb' }],
  ['word/document.xml', { code: 'other_format', format: 'word' }],
  ['ppt/presentation.xml', { code: 'other_format', format: 'slides' }],
  ['Index/Document.iwa', { code: 'other_format', format: 'numbers' }],
  ['Index.zip', { code: 'other_format', format: 'numbers' }],
];

/** The same of what the package exists for, which some programs name otherwise: `word/document2.xml`. */
const mainParts: readonly (readonly [path: RegExp, format: OtherFormat])[] = [
  [/^word\//i, 'word'],
  [/^ppt\//i, 'slides'],
  [/\.bin$/i, 'xlsb'],
];

/** @throws RefusedFile that names what a package is, unless its main part may be that of an .xlsx */
export function refuseOtherDocuments(mainPart: string): void {
  const other = mainParts.find(([path]) => path.test(mainPart));
  if (other !== undefined) throw new RefusedFile({ code: 'other_format', format: other[1] });
}

/** @throws RefusedFile that names what an archive is, unless it may be an .xlsx */
export function refuseOtherArchives(archive: ZipArchive): void {
  const other = givenAwayBy.find(([entry]) => archive.has(entry));
  if (other !== undefined) throw new RefusedFile(other[1]);
  if (archive.has(contentTypesPath)) return;
  const isOpenDocument = archive.has('mimetype') && archive.has('content.xml');
  throw new RefusedFile(isOpenDocument ? { code: 'other_format', format: 'ods' } : { code: 'archive' });
}
