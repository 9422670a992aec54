import { defineConfig } from 'vitest/config';

/** Two installations from the registry: minutes that `npm test` has better uses for. */
export default defineConfig({
  test: { include: ['test/deploy/**/*.image.test.ts'], testTimeout: 60_000, hookTimeout: 600_000 },
});
