/** A browser without pages: it keeps cookies, and goes where it is told to only when asked. */
export interface CookieJar {
  get(url: string, headers?: Record<string, string>): Promise<Response>;
  post(url: string, headers?: Record<string, string>, body?: FormData): Promise<Response>;
  /** As it would send them. */
  cookies(): string;
}

export function createCookieJar(): CookieJar {
  const held = new Map<string, string>();
  const cookies = () => [...held].map(([name, value]) => `${name}=${value}`).join('; ');

  async function send(
    method: string,
    url: string,
    headers: Record<string, string>,
    body: FormData | null = null,
  ): Promise<Response> {
    const all = { ...headers, ...(held.size > 0 ? { cookie: cookies() } : {}) };
    const response = await fetch(url, { method, headers: all, body, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/; expires=[^;]* 1970 /i.test(cookie)) held.delete(name);
      else held.set(name, value);
    }
    return response;
  }

  return {
    get: (url, headers = {}) => send('GET', url, headers),
    post: (url, headers = {}, body) => send('POST', url, headers, body),
    cookies,
  };
}
