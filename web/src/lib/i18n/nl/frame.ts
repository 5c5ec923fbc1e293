export const frame = {
  product: 'Smart Accounting',
  title: (page: string, tenant: string) => `${page} · ${tenant}`,
  skip: 'Naar de inhoud',
  navigation: 'Hoofdmenu',
  more: 'Meer',
  dashboard: 'Overzicht',
  inbox: 'Postvak',
  purchases: 'Inkoop',
  ledger: 'Grootboek',
  contacts: 'Relaties',
  jobs: 'Mislukte taken',
  settings: 'Instellingen',
  trialBalance: 'Kolommenbalans',
  entries: 'Journaalposten',
  accounts: 'Rekeningschema',
  ledgerParts: 'Onderdelen van het grootboek',
  switchTenant: 'Andere administratie',
  signOut: 'Uitloggen',
  pools: 'Werkers',
  account: 'Jouw account',
  theme: 'Weergave',
  themes: { system: 'Als het systeem', light: 'Licht', dark: 'Donker' },
  language: 'Taal',
  keys: 'Sneltoetsen',
  search: 'Zoeken',
  books: (year: number) => `Administratie ${year}`,
  roles: {
    owner: 'Eigenaar',
    accountant: 'Accountant',
    bookkeeper: 'Boekhouder',
    viewer: 'Alleen lezen',
  },
  loading: 'Laden…',
  creatingTitle: 'We richten je boekhouding in',
  creatingText:
    'Rekeningschema, dagboeken en boekjaar worden aangemaakt. Dit duurt een paar tellen.',
  suspendedTitle: 'Deze administratie is op slot',
  suspendedText: 'Vraag de eigenaar of je beheerder wat er aan de hand is.',
};

export const actions = {
  save: 'Opslaan',
  cancel: 'Annuleren',
  close: 'Sluiten',
  retry: 'Opnieuw',
  remove: 'Verwijderen',
  reverse: 'Terugboeken',
  loadMore: 'Meer laden',
  firstPage: 'Naar het begin',
  nextPage: 'Volgende 100',
  clearFilters: 'Wis filters',
  open: 'Openen',
  download: 'Downloaden',
  back: 'Terug',
  confirm: 'Klopt',
  previous: 'Vorige',
  next: 'Volgende',
  uploadInvoices: 'Facturen uploaden',
  copy: 'Kopiëren',
  copied: 'Gekopieerd.',
};

/** While the person's address is not confirmed. */
export const address = {
  open: (email: string) => `Bevestig je e-mailadres: we stuurden een link naar ${email}.`,
  resend: 'Stuur opnieuw',
  resent: (email: string) => `De link is opnieuw gestuurd naar ${email}.`,
};

export const connection = {
  lost: 'Geen verbinding met Smart Accounting. Wat je invulde blijft staan; we proberen het steeds opnieuw.',
  back: 'De verbinding is er weer.',
};

export const session = {
  title: 'Je sessie is verlopen',
  text: 'Log opnieuw in om door te gaan. Deze pagina en wat je invulde blijven staan.',
  email: 'E-mailadres',
  password: 'Wachtwoord',
  signIn: 'Inloggen',
};

export const signIn = {
  title: 'Inloggen',
  email: 'E-mailadres',
  password: 'Wachtwoord',
  show: 'Tonen',
  hide: 'Verbergen',
  submit: 'Inloggen',
  registerText: 'Nog geen account?',
  register: 'Registreer je bedrijf',
  again: 'Log in om verder te gaan.',
  forgot: 'Wachtwoord vergeten?',
  code: 'Code van je app',
  codeHint: 'Zes cijfers, of een herstelcode',
};

export const register = {
  title: 'Registreer je bedrijf',
  lead: 'Je boekhouding staat binnen een minuut klaar.',
  company: 'Bedrijfsnaam',
  kvk: 'KvK-nummer',
  kvkHint: 'Acht cijfers',
  optional: 'optioneel',
  name: 'Je naam',
  email: 'E-mailadres',
  password: 'Wachtwoord',
  passwordHint: 'Ten minste 12 tekens; een zin mag ook.',
  submit: 'Account aanmaken',
  signInText: 'Al een account?',
  signIn: 'Inloggen',
};

export const tenants = {
  title: 'Administraties',
  lead: 'Kies waarin je wilt werken.',
  portfolioLead: 'Wat er in elke administratie te doen is.',
  name: 'Administratie',
  toReview: 'Te controleren',
  readyToPost: 'Klaar om te boeken',
  failed: 'Mislukt',
  payable: 'Te betalen',
  overdue: 'Te laat',
  vat: 'Btw',
  vatDue: (date: string) => `vóór ${date}`,
  noFigures: 'Cijfers zijn nu niet beschikbaar',
  search: 'Zoek een administratie',
  none: 'Je hoort nog bij geen administratie',
  noneText: 'Vraag de eigenaar van een administratie je uit te nodigen, of registreer je bedrijf.',
  notFound: (text: string) => `Geen administratie gevonden met “${text}”.`,
  creating: 'Wordt aangemaakt',
  suspended: 'Op slot',
  current: 'Hier ben je nu',
};

export const palette = {
  title: 'Ga naar of zoek',
  placeholder: 'Pagina, rekening, relatie, nummer of bedrag',
  pages: 'Pagina’s',
  accounts: 'Rekeningen',
  contacts: 'Relaties',
  invoices: 'Inkoopfacturen',
  entries: 'Journaalposten',
  tenants: 'Administraties',
  nothing: 'Niets gevonden.',
  results: (count: number) => (count === 1 ? '1 resultaat' : `${count} resultaten`),
};

export const keys = {
  title: 'Sneltoetsen op deze pagina',
  everywhere: 'Overal',
  here: 'Op deze pagina',
  palette: 'Ga naar of zoek',
  search: 'Zoekveld',
  help: 'Deze lijst',
  goTo: (page: string) => `Naar ${page}`,
  single: 'Sneltoetsen van één letter gebruiken',
  ctrl: 'Ctrl',
  upload: 'Facturen uploaden',
  nextRow: 'Volgende rij',
  previousRow: 'Vorige rij',
  newEntry: 'Nieuwe journaalpost',
  newContact: 'Nieuwe relatie',
};

export const problemPage = {
  notFound: 'Deze pagina bestaat niet',
  notFoundText: 'Misschien is het adres verkeerd, of hoort dit bij een andere administratie.',
  forbidden: 'Hier mag je niet bij',
  forbiddenText: 'Je rol staat dit niet toe. De eigenaar van de administratie kan dat veranderen.',
  offline: 'We krijgen geen verbinding',
  offlineText:
    'Er is niets verloren. Zodra de verbinding er weer is, gaat deze pagina vanzelf verder.',
  internal: 'Er ging iets mis',
  internalText:
    'Je gegevens zijn veilig. Probeer het opnieuw; blijft het misgaan, geef dan dit nummer door.',
  request: (id: string) => `Verzoek ${id}`,
  home: 'Naar het begin',
};
