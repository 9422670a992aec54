import { onTestFinished } from 'vitest';

/** Has it closed when the test ends that is running, from the test itself or its `beforeEach`. @returns the same */
export function closedAfterTest<Opened extends { close(): Promise<void> }>(opened: Opened): Opened {
  onTestFinished(() => opened.close());
  return opened;
}
