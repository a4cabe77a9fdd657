import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Everything is served by the workbench itself: no address outside this machine is ever asked for.
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: '../src/crossbearing/show/web/pages',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8791' } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
});
