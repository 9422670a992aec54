import { vi } from 'vitest';

/**
 * Waits until a check holds, however busy the machine is.
 * @throws what the check threw last
 */
export const eventually = <Result>(check: () => Result | Promise<Result>): Promise<Result> =>
  vi.waitFor(check, { timeout: 240_000 });
