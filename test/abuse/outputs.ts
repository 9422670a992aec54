/** Where the service puts something out. */
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

/** All that was put out so far, by channel. */
export type Outputs = Record<Channel, string>;

export function noOutputs(): Outputs {
  return Object.fromEntries(channels.map((channel) => [channel, ''])) as Outputs;
}

/** Sends a request, and keeps all of the answer. */
export async function request(
  outputs: Outputs,
  url: string,
  channel: Channel,
  init: RequestInit = {},
): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  outputs[response.status >= 400 ? 'refusals' : channel] += text;
  outputs.headers += JSON.stringify([...response.headers]);
  return { status: response.status, text, headers: response.headers };
}
