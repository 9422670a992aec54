import type { Context } from 'koa';

const fallback = '/upload';
/** It waits in a cookie while somebody logs in, and a cookie holds 4 KB. */
const longest = 1_000;

/** Where the address of the login page says to go afterwards. */
export function nextOf(ctx: Context): string {
  return safeNext([ctx.query.next].flat()[0]);
}

/**
 * Where to go after the login: a path of this service, so that a link to the form cannot lead to another site.
 * @param next as the address or the form says; anything but a path here becomes the upload page
 */
export function safeNext(next: string | undefined): string {
  const base = 'http://here.invalid';
  if (!next?.startsWith('/') || !URL.canParse(next, base)) return fallback;
  const { origin, pathname, search } = new URL(next, base);
  // `/.//evil.example` is a path here, but written out it is the address of another host.
  if (origin !== base || pathname.startsWith('//') || /^\/log(?:in|out)\b/.test(pathname)) return fallback;
  const path = pathname + search;
  return path.length > longest ? fallback : path;
}
