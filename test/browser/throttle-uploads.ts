import type { Visit } from './visit.ts';

/** Lets uploads go out so slowly that one can watch them. @returns lets them go as fast as they can again */
export async function throttleUploads({ page, context }: Visit): Promise<() => Promise<void>> {
  const browser = await context.newCDPSession(page);
  const set = async (uploadThroughput: number) => {
    const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput };
    await browser.send('Network.emulateNetworkConditions', conditions);
  };
  await set(100_000);
  return () => set(-1);
}

/** From now on the answers of the service take seconds to arrive. */
export async function slowAnswers({ page, context }: Visit): Promise<void> {
  const browser = await context.newCDPSession(page);
  const conditions = { offline: false, latency: 2_000, downloadThroughput: -1, uploadThroughput: -1 };
  await browser.send('Network.emulateNetworkConditions', conditions);
}
