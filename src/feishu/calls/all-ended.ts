/**
 * The results of calls that are under way at once. Whatever fails, none is under way any more when this ends; of several
 * errors it is always that of the first call.
 */
export async function allEnded<Calls extends readonly unknown[] | []>(
  calls: Calls,
): Promise<{ -readonly [Call in keyof Calls]: Awaited<Calls[Call]> }> {
  await Promise.allSettled(calls);
  return Promise.all(calls);
}
