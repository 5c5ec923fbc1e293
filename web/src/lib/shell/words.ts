/** What every page of a tenant says; what only some layer says stands beside it. */
const nl = {
  skip: 'Naar de inhoud',
  loading: 'Laden…',
  navigation: 'Hoofdmenu',
  more: 'Meer',
  switchTenant: 'Andere administratie',
  account: 'Jouw account',
  keys: {
    menu: 'Sneltoetsen',
    find: 'Ga naar of zoek',
    search: 'Zoekveld',
    help: 'Deze lijst',
    goTo: (page: string) => `Naar ${page}`,
  },
  connection: {
    lost: 'Geen verbinding met Smart Accounting. Wat je invulde blijft staan; we proberen het steeds opnieuw.',
  },
};

const en: typeof nl = {
  skip: 'Skip to content',
  loading: 'Loading…',
  navigation: 'Main menu',
  more: 'More',
  switchTenant: 'Switch books',
  account: 'Your account',
  keys: {
    menu: 'Keyboard shortcuts',
    find: 'Go to or search',
    search: 'Search field',
    help: 'This list',
    goTo: (page) => `To ${page}`,
  },
  connection: {
    lost: 'No connection to Smart Accounting. What you typed is kept; we keep trying.',
  },
};

export const shellWords = { nl, en };
