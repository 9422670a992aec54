/** Two sentences for a person: what happened, and what to do next. */
export interface Explanation {
  message: string;
  hint: string;
}
