import { readFileSync } from 'node:fs';

const folder = new URL('../samples/', import.meta.url);

/** What a sample must come to, as `expected.json` says. */
export interface ExpectedSample {
  dataRows: number;
  validRows: number;
  uniqueLearners: number;
  enrolments_user_course_date: number;
  duplicateRows: number;
  rejected: { line: number; reason: string }[];
  courses: Record<string, number>;
  defaultCourse?: string;
  defaultDate?: string;
}

export const expected: Record<string, ExpectedSample> = JSON.parse(
  readFileSync(new URL('expected.json', folder), 'utf8'),
);

export function sampleFile(name: string): { name: string; bytes: Uint8Array } {
  return { name, bytes: readFileSync(new URL(name, folder)) };
}

export function samplePath(name: string): string {
  return new URL(name, folder).pathname;
}
