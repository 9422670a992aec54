/**
 * Whether a browser sent the request on behalf of another site. Browsers set `Sec-Fetch-Site` themselves, so it is
 * believed; older ones send `Origin`. Scripts send neither.
 */
export function isCrossSite(request: {
  secFetchSite: string | undefined;
  origin: string | undefined;
  host: string | undefined;
}): boolean {
  const { secFetchSite, origin, host } = request;
  if (secFetchSite !== undefined) return secFetchSite !== 'same-origin' && secFetchSite !== 'none';
  return origin !== undefined && hostOf(origin) !== host?.toLowerCase();
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
