import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { bundledPackages } from './bundled-packages.ts';

/** The one inline style of the pages: SvelteKit's own announcer of page changes. */
const announcerStyle = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/**
 * Which modules go as one file, because forty tiny ones compress badly: what every page needs, what fields,
 * forms, lists and their tables need. What is in none of them is loaded by the pages that show it.
 */
const files = {
  everyPage: [
    'node_modules/(svelte|@sveltejs|devalue|esm-env|clsx)/',
    '@lucide/svelte/dist/(Icon|utils|default|icons/x\\.)',
    'rolldown/runtime',
    'web/src/lib/(api|keys)/',
    'web/src/lib/(paths|preferences|toasts)',
    'web/src/lib/live/(connection|hints|live)',
    'web/src/lib/i18n/(general-words|known-errors|problem-text|words)',
    'web/src/lib/shell/(counts|words|place|navigation|tenant-data|layers|TenantChip)',
    'web/src/lib/components/(Badge|Button|EmptyState|Notice|PageHead|Tabs|page-title|words)',
    'web/src/lib/(dates|money)/format',
    'web/src/lib/tenants/recent',
    'web/src/lib/[a-z-]+/place\\.ts',
  ],
  fields: ['web/src/lib/components/(DateInput|Field)', 'web/src/lib/dates/parse'],
  forms: ['web/src/lib/components/(Combobox|Dialog|MoneyInput)', 'web/src/lib/money/parse'],
  lists: [
    'web/src/lib/components/(Pager|Period|SearchField|SortHead|filter-address|one-of|row-keys)',
  ],
  tables: ['web/src/lib/(table|filters|menus|shells)/'],
};

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
            codeSplitting: {
              groups: Object.entries(files).map(([name, paths], index) => ({
                name,
                test: new RegExp(paths.join('|')),
                minShareCount: 2,
                priority: 9 - index,
              })),
            },
          },
        },
      },
    },
  },
  server: { proxy: { '/api': process.env['API_URL'] ?? 'http://127.0.0.1:8080' } },
});
