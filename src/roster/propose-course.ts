import { cleanCourseName } from './course-name.ts';

const titleInFileName = /《([^《》]+)》/;

/** The text of the first `《…》` in a file name, as a proposal for the operator; null if there is none. */
export function proposeCourse(fileName: string): string | null {
  const name = cleanCourseName(titleInFileName.exec(fileName)?.[1] ?? '');
  return name === '' ? null : name;
}
