import type { Place } from '#lib/shell/place.ts';

export const apiKeysPlace: Place = {
  name: { nl: 'API-sleutels', en: 'API keys' },
  href: (paths) => `${paths.settings}/api-keys`,
  permission: 'api_keys.manage',
};
