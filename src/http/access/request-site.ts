/** Which site made a request: our own, another one, or unknown, as the request has no header about it. */
export type RequestSite = 'own' | 'other' | 'unknown';

export interface SiteHeaders {
  secFetchSite: string | undefined;
  origin: string | undefined;
  host: string | undefined;
  /** `PUBLIC_URL`: under which a proxy shows us, whatever `Host` it sends. */
  publicUrl: string | null;
}

/**
 * Which site made a browser send a request. Browsers set `Sec-Fetch-Site` themselves, so it is believed; over plain http
 * and in older ones there is only `Origin`. Scripts send neither.
 */
export function siteOf({ secFetchSite, origin, host, publicUrl }: SiteHeaders): RequestSite {
  if (secFetchSite !== undefined) return ['same-origin', 'none'].includes(secFetchSite) ? 'own' : 'other';
  if (origin === undefined) return 'unknown';
  const isOwn =
    hostOf(origin) === host?.toLowerCase() || (publicUrl !== null && originOf(publicUrl) === origin);
  return isOwn ? 'own' : 'other';
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function originOf(url: string): string {
  return new URL(url).origin;
}
