import type { Settings } from './config.ts';

const anyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Where the service of these settings answers on this machine. */
export function localOrigin({ host, port }: Pick<Settings, 'host' | 'port'>): string {
  const name = anyAddress.has(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
