/** Where a request says that it was made: by our own page, by a page of another site, or it does not say. */
export type RequestSite = 'own' | 'other' | 'unsaid';

export interface SiteClues {
  secFetchSite: string | undefined;
  origin: string | undefined;
  host: string | undefined;
  /** `PUBLIC_URL`: under which a proxy shows us, whatever `Host` it sends. */
  publicUrl: string | null;
}

/**
 * On behalf of which site a request came. Browsers set `Sec-Fetch-Site` themselves, so it is believed; over plain http
 * and in older ones there is only `Origin`. Scripts send neither.
 */
export function siteOf({ secFetchSite, origin, host, publicUrl }: SiteClues): RequestSite {
  if (secFetchSite !== undefined) return ['same-origin', 'none'].includes(secFetchSite) ? 'own' : 'other';
  if (origin === undefined) return 'unsaid';
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
