import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const MINUTE = 60_000;

export default defineConfig({
  test: {
    // Two cores are what a laptop, a small server and CI have; more workers only make timings untrue.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: MINUTE / 2,
        },
      },
      {
        root: './web',
        // `.svelte.ts` files hold runes, which only the compiler understands.
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'], dedupe: ['yjs', 'y-protocols', 'lib0'] },
        test: {
          name: 'web',
          include: ['{src,scripts}/**/*.test.ts'],
          globalSetup: ['./scripts/compile-messages.ts'],
          testTimeout: MINUTE / 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['web/e2e/**/*.e2e.ts'],
          // One browser at a time: two people in it already share the two cores.
          fileParallelism: false,
          testTimeout: 3 * MINUTE,
          hookTimeout: 2 * MINUTE,
        },
      },
    ],
  },
});
