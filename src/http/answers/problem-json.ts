/** The body of every refused or failed API call. */
export interface ProblemJson {
  error: { code: string; message: string; hint?: string };
}

/** @param explanation what happened and, where there is something to do, what */
export function problemJson(code: string, explanation: { message: string; hint?: string }): ProblemJson {
  const { message, hint } = explanation;
  return { error: hint === undefined ? { code, message } : { code, message, hint } };
}
