/**
 * Tells whoever started the command what keeps it from its work.
 * @returns the exit code for that
 */
export function printProblem(sentence: string): 1 {
  console.error(sentence);
  return 1;
}
