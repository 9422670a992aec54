/** Where something can come out of the service. */
export const channels = [
  'log',
  'metrics',
  'refusals',
  'headers',
  'pages',
  'api',
  'stream',
  'own file quoted',
  'failures file',
  'cards',
  'command line',
] as const;
export type Channel = (typeof channels)[number];

/** All that came out so far, by channel. */
export type CameOut = Record<Channel, string>;

export function nothingYet(): CameOut {
  return Object.fromEntries(channels.map((channel) => [channel, ''])) as CameOut;
}

/** Asks the service, and notes everything that it says. */
export async function ask(
  cameOut: CameOut,
  url: string,
  channel: Channel,
  init: RequestInit = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  cameOut[response.status >= 400 ? 'refusals' : channel] += text;
  cameOut.headers += JSON.stringify([...response.headers]);
  return { status: response.status, text, headers: response.headers };
}
