/** Finds a fact out when it is first asked for; later askers get the same, or the same error. */
export function once<Fact>(find: () => Promise<Fact>): () => Promise<Fact> {
  let found: Promise<Fact> | null = null;
  return () => {
    found ??= find();
    return found;
  };
}
