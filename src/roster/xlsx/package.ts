import { damagedFile } from '../refused-file.ts';
import { readElements } from './xml-elements.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What one part of a package says about another (ECMA-376 part 2, open packaging conventions). */
export interface Relation {
  id: string;
  /** The last part of its type: `worksheet`, `sharedStrings`, `styles` … */
  type: string;
  /** The part it leads to, from the root of the package. */
  path: string;
}

/** The part that every package has, and no other zip. */
export const contentTypesPath = '[Content_Types].xml';

/**
 * The relations of a part, or of the package itself for the part ''.
 * @throws RefusedFile `damaged_file` if they are not readable
 */
export async function readRelations(archive: ZipArchive, part: string): Promise<Relation[]> {
  const slash = part.lastIndexOf('/') + 1;
  const xml = await archive.readText(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  if (xml === null) return [];
  const elements = await readElements(xml, 'Relationship');
  return elements
    .filter(({ TargetMode }) => TargetMode !== 'External')
    .map(({ Id = '', Type = '', Target = '' }) => ({
      id: Id,
      type: Type.split('/').at(-1) ?? '',
      path: nameOf(archive, resolvePart(part, Target)),
    }));
}

/**
 * The path of the part that the package exists for.
 * @throws RefusedFile `damaged_file` if it names none
 */
export async function mainPart(archive: ZipArchive): Promise<string> {
  const relations = await readRelations(archive, '');
  const main = relations.find(({ type }) => type === 'officeDocument');
  if (main === undefined) throw damagedFile();
  return main.path;
}

/**
 * A target is relative to the folder of its part, absolute with a leading `/`; `.` and `..` are folders.
 * @returns a path as it stands in a URL
 */
function resolvePart(part: string, target: string): string {
  const base = `package:/${part}`;
  const relative = target.replaceAll('\\', '/');
  const path = URL.canParse(relative, base) ? new URL(relative, base).pathname : relative;
  return path.replace(/^\/+/, '');
}

/** Entries are named as parts are in a URL; most programs name them without its escapes. */
function nameOf(archive: ZipArchive, path: string): string {
  if (archive.has(path)) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
