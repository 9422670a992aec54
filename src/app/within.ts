/** Waits for the work to end, but no longer than so many milliseconds; what fails is over too. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), timeIsUp]);
  clearTimeout(timer);
}
