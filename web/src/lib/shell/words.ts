const nl = {
  skip: 'Naar de inhoud',
  navigation: 'Hoofdmenu',
  more: 'Meer',
  switchTenant: 'Andere administratie',
  account: 'Jouw account',
  theme: 'Weergave',
  themes: { system: 'Als het systeem', light: 'Licht', dark: 'Donker' },
  language: 'Taal',
  keys: {
    menu: 'Sneltoetsen',
    title: 'Sneltoetsen op deze pagina',
    places: { everywhere: 'Overal', here: 'Op deze pagina' },
    search: 'Zoekveld',
    help: 'Deze lijst',
    goTo: (page: string) => `Naar ${page}`,
    single: 'Sneltoetsen van één letter gebruiken',
  },
  loading: 'Laden…',
  creatingTitle: 'We richten je boekhouding in',
  creatingText:
    'Rekeningschema, dagboeken en boekjaar worden aangemaakt. Dit duurt een paar tellen.',
  suspendedTitle: 'Deze administratie is op slot',
  suspendedText: 'Vraag de eigenaar of je beheerder wat er aan de hand is.',
  connection: {
    lost: 'Geen verbinding met Smart Accounting. Wat je invulde blijft staan; we proberen het steeds opnieuw.',
  },
  palette: {
    title: 'Ga naar of zoek',
    placeholder: 'Pagina, rekening, relatie, nummer of bedrag',
    accounts: 'Rekeningen',
    nothing: 'Niets gevonden.',
    results: (count: number) => (count === 1 ? '1 resultaat' : `${count} resultaten`),
  },
  problemPage: {
    notFound: 'Deze pagina bestaat niet',
    notFoundText: 'Misschien is het adres verkeerd, of hoort dit bij een andere administratie.',
    forbidden: 'Hier mag je niet bij',
    forbiddenText:
      'Je rol staat dit niet toe. De eigenaar van de administratie kan dat veranderen.',
    offline: 'We krijgen geen verbinding',
    offlineText:
      'Er is niets verloren. Zodra de verbinding er weer is, gaat deze pagina vanzelf verder.',
    internal: 'Er ging iets mis',
    internalText:
      'Je gegevens zijn veilig. Probeer het opnieuw; blijft het misgaan, geef dan dit nummer door.',
    request: (id: string) => `Verzoek ${id}`,
  },
};

const en: typeof nl = {
  skip: 'Skip to content',
  navigation: 'Main menu',
  more: 'More',
  switchTenant: 'Switch books',
  account: 'Your account',
  theme: 'Appearance',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
  keys: {
    menu: 'Keyboard shortcuts',
    title: 'Keyboard shortcuts on this page',
    places: { everywhere: 'Everywhere', here: 'On this page' },
    search: 'Search field',
    help: 'This list',
    goTo: (page) => `To ${page}`,
    single: 'Use single-letter shortcuts',
  },
  loading: 'Loading…',
  creatingTitle: 'We are setting up your books',
  creatingText:
    'The chart of accounts, journals and financial year are being created. This takes a few seconds.',
  suspendedTitle: 'These books are suspended',
  suspendedText: 'Ask the owner or your administrator why.',
  connection: {
    lost: 'No connection to Smart Accounting. What you typed is kept; we keep trying.',
  },
  palette: {
    title: 'Go to or search',
    placeholder: 'Page, account, contact, number or amount',
    accounts: 'Accounts',
    nothing: 'Nothing found.',
    results: (count) => (count === 1 ? '1 result' : `${count} results`),
  },
  problemPage: {
    notFound: 'This page does not exist',
    notFoundText: 'The address may be wrong, or this may belong to other books.',
    forbidden: 'You cannot open this',
    forbiddenText: 'Your role does not allow it. The owner of the books can change that.',
    offline: 'We cannot connect',
    offlineText: 'Nothing is lost. Once the connection is back, this page continues automatically.',
    internal: 'Something went wrong',
    internalText: 'Your data is safe. Try again; if the problem persists, quote this number.',
    request: (id) => `Request ${id}`,
  },
};

export const shellWords = { nl, en };
