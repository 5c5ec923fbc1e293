const nl = {
  lead: 'Kies waarin je wilt werken.',
  portfolioLead: 'Wat er in elke administratie te doen is.',
  name: 'Administratie',
  overdue: 'Te laat',
  vatDue: (date: string) => `uiterlijk ${date}`,
  noFigures: 'Cijfers zijn nu niet beschikbaar',
  search: 'Zoek een administratie',
  unprovenText:
    'Open de link die we stuurden. Daarmee weten we dat het adres van jou is, en staat je boekhouding klaar.',
  none: 'Je hoort nog bij geen administratie',
  noneText: 'Vraag de eigenaar van een administratie je uit te nodigen, of registreer je bedrijf.',
  notFound: (text: string) => `Geen administratie gevonden met “${text}”.`,
  states: { creating: 'Wordt aangemaakt', suspended: 'Geblokkeerd' },
};

const en: typeof nl = {
  lead: 'Choose the books you want to work in.',
  portfolioLead: 'What needs doing in each of your books.',
  name: 'Books',
  overdue: 'Overdue',
  vatDue: (date) => `by ${date}`,
  noFigures: 'Figures are unavailable at the moment',
  search: 'Find books',
  unprovenText:
    'Open the link that we sent. It tells us that the address is yours, and your books are ready.',
  none: 'You are not a member of any books yet',
  noneText: 'Ask the owner of the books to invite you, or register your company.',
  notFound: (text) => `No books found for “${text}”.`,
  states: { creating: 'Being created', suspended: 'Suspended' },
};

export const tenantWords = { nl, en };
