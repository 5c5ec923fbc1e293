import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { bundledPackages } from './bundled-packages.ts';

/** The one inline style of the pages: SvelteKit's own announcer of page changes. */
const announcerStyle = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

export default defineConfig({
  plugins: [
    bundledPackages(),
    sveltekit({
      // Another prefix than the API's variables: both run in one process on one machine.
      adapter: adapter({ envPrefix: 'PORTAL_' }),
      csp: {
        mode: 'nonce',
        directives: {
          'default-src': ['self'],
          'img-src': ['self', 'data:', 'blob:'],
          'style-src-attr': ['unsafe-hashes', announcerStyle],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // The small parts that nearly every page needs, and where each feature is, go as one file: forty tiny
            // ones compress badly.
            codeSplitting: {
              groups: [
                {
                  name: 'shell',
                  test: /web\/src\/lib\/((api|components|dates|i18n|keys|live|money|shell)\/(?!CommandPalette|KeysDialog|palette-hits|SearchField|SortHead|Pager|Period)|[a-z-]+\/place\.ts)/,
                  minShareCount: 2,
                },
              ],
            },
          },
        },
      },
    },
  },
  server: { proxy: { '/api': process.env['API_URL'] ?? 'http://127.0.0.1:8080' } },
});
