import { cleanCourseName } from './course-name.ts';

const titleInFileName = /《([^《》]+)》/;
/** A name with the number of its term; a date in front of it, and what joins the two, does not belong to it. */
const termInFileName = /^[\d\s_.-]*([^\d\s_.-].*?第[\d零〇一二两三四五六七八九十百]+[期届季班])/;

/**
 * The course that a file name speaks of, as a proposal for the operator: the text of the first `《…》`, else a name up to its
 * term, such as `基础班第12期`. null if there is none.
 */
export function proposeCourse(fileName: string): string | null {
  const title = titleInFileName.exec(fileName)?.[1] ?? nameWithTerm(fileName);
  const name = cleanCourseName(title);
  return name === '' ? null : name;
}

/** A term alone is no course. */
function nameWithTerm(fileName: string): string {
  const [, name = ''] = termInFileName.exec(fileName.normalize('NFKC')) ?? [];
  return name.startsWith('第') ? '' : name;
}
