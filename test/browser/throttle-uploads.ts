import type { Visit } from './visit.ts';

/** Lets uploads go out slowly, until the network is changed again. */
export async function throttleUploads({ page, context }: Visit, bytesPerSecond: number): Promise<void> {
  const browser = await context.newCDPSession(page);
  await browser.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}
