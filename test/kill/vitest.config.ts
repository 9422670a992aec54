import { defineConfig } from 'vitest/config';

/** Every point takes a few processes, one after the other: far too long for `npm test`. */
export default defineConfig({
  test: { include: ['test/kill/**/*.matrix.test.ts'], maxConcurrency: 3, reporters: ['dot'] },
});
