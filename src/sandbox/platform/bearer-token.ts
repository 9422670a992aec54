/** The token of an `Authorization` header; null for a header without one. */
export function bearerToken(authorization: string): string | null {
  return /^Bearer (\S+)$/.exec(authorization)?.[1] ?? null;
}
