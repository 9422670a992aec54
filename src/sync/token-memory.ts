/** Whether a Base has been seen to know a client token again instead of writing twice; once seen, it stays known. */
export interface TokenMemory {
  knowsTokens(): boolean;
  sawKnownToken(): void;
}

export function createTokenMemory(knows: boolean): TokenMemory {
  let known = knows;
  return {
    knowsTokens: () => known,
    sawKnownToken() {
      known = true;
    },
  };
}
