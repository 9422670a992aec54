/** A course as it stands in a sentence: with 《》, once. */
export function courseName(course: string): string {
  return /^《[^《》]*》$/.test(course) ? course : `《${course}》`;
}
