import { defineEnvVars } from '@sveltejs/kit/env';

/** In the API's own process its port is ours. */
const besideUs = `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`;

/** Where the API is reached from the server: beside us in the same process, or another service of the cluster; and what tests ask for. */
export const variables = defineEnvVars({
  API_URL: {
    schema: (value) => (value ?? besideUs).replace(/\/+$/, ''),
    description: 'Address of the API without a path',
  },
  GALLERY: {
    schema: (value) => (value === 'yes' ? 'yes' : 'no'),
    description: 'yes: the page /gallery shows every component, for tests',
  },
});
