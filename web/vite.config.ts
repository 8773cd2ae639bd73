import { paraglideVitePlugin } from '@inlang/paraglide-js';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { messagesConfig } from './messages.config.ts';
import { messagesByFeature } from './scripts/messages-by-feature.ts';

const server = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;

export default defineConfig({
  plugins: [
    // Its own optimiser lowers light-dark() to what can't be nested; Vite minifies with `cssTarget` below.
    tailwindcss({ optimize: false }),
    paraglideVitePlugin({ ...messagesConfig, strategy: [...messagesConfig.strategy] }),
    messagesByFeature(messagesConfig.outdir),
    sveltekit({
      adapter: adapter({ out: 'build' }),
      // The service worker serves one shell at every depth.
      paths: { relative: false },
      compilerOptions: {
        // Runes everywhere in our own code; packages decide for themselves.
        runes: ({ filename }) => (filename.split(/[/\\]/).includes('node_modules') ? undefined : true),
      },
      onwarn: (warning, warn) => {
        // What scrolls has to take the focus (axe: scrollable-region-focusable), and a row header in a grid is a cell
        // one can be in; the compiler knows neither. The same in the check script.
        if (warning.code !== 'a11y_no_noninteractive_tabindex') warn(warning);
      },
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // Positions, bar lengths and the like are computed: `style` attributes, never <style> elements.
          'style-src-attr': ['unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'worker-src': ['self'],
          'manifest-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  // The oldest browsers with light-dark(), on which the tokens rest.
  build: { cssTarget: ['chrome123', 'edge123', 'firefox121', 'safari17.5'] },
  // Two copies of yjs do not recognise each other's types.
  resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
  server: {
    proxy: {
      '/api': server,
      '/healthz': server,
      '/sync': { target: server, ws: true },
      '/live': { target: server, ws: true },
    },
  },
});
