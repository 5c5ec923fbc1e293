export const forgot = {
  title: 'Wachtwoord vergeten',
  lead: 'We sturen je een link om een nieuw wachtwoord te kiezen.',
  submit: 'Stuur de link',
  sentTitle: 'Kijk in je mail',
  sent: (email: string) =>
    `Als er een account is met ${email}, is er nu een mail onderweg. De link werkt een uur.`,
  back: 'Terug naar inloggen',
};

export const reset = {
  title: 'Kies een nieuw wachtwoord',
  lead: 'Overal waar je nog bent ingelogd, word je uitgelogd.',
  password: 'Nieuw wachtwoord',
  submit: 'Wachtwoord opslaan',
  doneTitle: 'Je wachtwoord is gewijzigd',
  done: 'Log in met je nieuwe wachtwoord.',
  again: 'Vraag een nieuwe link aan',
};

export const confirmEmail = {
  title: 'Bevestig je e-mailadres',
  lead: 'Eén klik en we weten dat mail aan dit adres bij jou aankomt.',
  submit: 'Bevestigen',
  doneTitle: 'E-mailadres bevestigd',
  done: (email: string) => `${email} is nu het adres waarmee je inlogt.`,
  start: 'Naar het begin',
};

export const invitation = {
  title: (tenant: string) => `Uitnodiging van ${tenant}`,
  text: (person: string, tenant: string) =>
    `${person} nodigt je uit voor de administratie van ${tenant}.`,
  roleLabel: 'Je rol',
  email: 'E-mailadres',
  newPerson: 'Kies een wachtwoord; daarna ben je er meteen bij.',
  known: 'Je hebt al een account met dit adres. Log in om de uitnodiging aan te nemen.',
  signIn: 'Inloggen en aannemen',
  accept: 'Uitnodiging aannemen',
  otherAccount: (email: string) =>
    `Je bent ingelogd als ${email}, en deze uitnodiging is voor een ander adres.`,
  gone: 'Deze uitnodiging werkt niet meer',
  goneText:
    'Ze is al gebruikt, ingetrokken of te oud. Vraag degene die je uitnodigde om een nieuwe.',
};

export const settings = {
  title: 'Instellingen',
  parts: 'Onderdelen van de instellingen',
  profile: 'Profiel',
  security: 'Beveiliging',
  members: 'Leden',
  apiKeys: 'API-sleutels',
};

export const profile = {
  name: 'Je naam',
  language: 'Taal van mails aan jou',
  saved: 'Je profiel is opgeslagen.',
  email: 'E-mailadres',
  emailText: 'Hiermee log je in, en hier komen mails aan.',
  confirmed: 'Bevestigd',
  unconfirmed: 'Nog niet bevestigd',
  newEmail: 'Nieuw e-mailadres',
  newEmailHint: 'We sturen een link; je oude adres geldt tot je die opent.',
  change: 'Adres wijzigen',
  sent: (email: string) => `Open de link in de mail aan ${email} om te wijzigen.`,
};

export const security = {
  password: 'Wachtwoord',
  currentPassword: 'Huidig wachtwoord',
  newPassword: 'Nieuw wachtwoord',
  changePassword: 'Wachtwoord wijzigen',
  passwordChanged: 'Je wachtwoord is gewijzigd; op andere apparaten ben je uitgelogd.',
  sessions: 'Waar je bent ingelogd',
  current: 'dit apparaat',
  lastSeen: (moment: string) => `laatst gebruikt ${moment}`,
  since: (moment: string) => `ingelogd sinds ${moment}`,
  unknownBrowser: 'Onbekende browser',
  browserOn: (browser: string, system: string) => `${browser} op ${system}`,
  endSession: 'Uitloggen',
  everywhere: 'Overal uitloggen',
  everywhereText: 'Ook hier. Daarna log je weer in.',
};

export const twoStep = {
  title: 'Inloggen in twee stappen',
  off: 'Uit',
  on: 'Aan',
  offText:
    'Wie je wachtwoord kent, kan nu inloggen. Met een code van een app op je telefoon erbij niet meer.',
  onText: 'Bij het inloggen vragen we ook een code van je app.',
  begin: 'Aanzetten',
  password: 'Je wachtwoord',
  next: 'Verder',
  scan: 'Scan dit met je app (zoals Aegis, Google Authenticator of 1Password).',
  picture: 'QR-code voor je app',
  orType: 'Of typ deze sleutel in je app',
  code: 'Code van je app',
  codeHint: 'De zes cijfers die je app nu toont',
  switchOn: 'Code controleren en aanzetten',
  codesTitle: 'Je herstelcodes',
  codesText:
    'Bewaar ze buiten je telefoon. Elke code werkt één keer, als je je app niet bij de hand hebt. We tonen ze alleen nu.',
  kept: 'Ik heb ze bewaard',
  renew: 'Nieuwe herstelcodes',
  renewText: 'Je oude herstelcodes werken daarna niet meer.',
  switchOff: 'Uitzetten',
  switchOffText: 'Daarna is je wachtwoord weer genoeg.',
  isOff: 'Inloggen in twee stappen staat uit.',
};

export const members = {
  title: 'Leden',
  lead: 'Wie in deze administratie mag, en wat.',
  person: 'Naam',
  role: 'Rol',
  since: 'Sinds',
  you: 'jij',
  roleOf: (name: string) => `Rol van ${name}`,
  roleChanged: (name: string, role: string) => `${name} is nu ${role}.`,
  remove: 'Verwijderen',
  removeTitle: (name: string) => `${name} verwijderen?`,
  removeText: (name: string, tenant: string) =>
    `${name} kan dan niet meer in de administratie van ${tenant}. Wat ${name} boekte blijft staan.`,
  removed: (name: string) => `${name} hoort niet meer bij deze administratie.`,
  invite: 'Iemand uitnodigen',
  email: 'E-mailadres',
  language: 'Taal van de mail',
  send: 'Uitnodiging sturen',
  sent: (email: string) => `De uitnodiging voor ${email} is onderweg.`,
  invitations: 'Openstaande uitnodigingen',
  invitedBy: 'Uitgenodigd door',
  validUntil: 'Geldig tot',
  expired: 'Verlopen',
  resend: 'Opnieuw sturen',
  revoke: 'Intrekken',
  revoked: (email: string) => `De uitnodiging voor ${email} is ingetrokken.`,
  may: {
    owner: 'Mag alles, ook leden en API-sleutels beheren.',
    accountant: 'Mag alles in de boeken, ook memoriaalposten en het rekeningschema.',
    bookkeeper: 'Mag documenten uploaden, facturen controleren en boeken, en relaties wijzigen.',
    viewer: 'Mag alles bekijken en niets wijzigen.',
  },
};

export const apiKeys = {
  title: 'API-sleutels',
  lead: 'Waarmee een programma, zoals je webwinkel, in deze administratie werkt.',
  limit: 'Een sleutel mag nooit meer dan wie hem maakte.',
  docs: 'Wat de API kan',
  empty: 'Nog geen sleutels',
  emptyText: 'Maak er een voor elk programma dat je koppelt. Je kunt hem altijd intrekken.',
  create: 'Nieuwe sleutel',
  name: 'Waarvoor',
  nameHint: 'Zoals: webwinkel',
  scopes: 'Mag',
  scopesError: 'Kies ten minste één recht.',
  scope: {
    read: 'Alles lezen',
    'documents.write': 'Documenten uploaden en verwijderen',
    'invoices.write': 'Facturen verbeteren',
    'invoices.post': 'Facturen boeken',
    'contacts.write': 'Relaties wijzigen',
    'entries.post': 'Journaalposten boeken',
    'accounts.write': 'Rekeningschema wijzigen',
    'jobs.retry': 'Mislukte taken opnieuw doen',
  },
  expires: 'Geldig',
  expiresIn: {
    '30': '30 dagen',
    '90': '90 dagen',
    '365': 'Een jaar',
    never: 'Tot je hem intrekt',
  },
  make: 'Sleutel maken',
  shownTitle: 'Je nieuwe sleutel',
  shownText: 'Kopieer hem nu: we tonen hem alleen deze ene keer.',
  key: 'Sleutel',
  done: 'Ik heb hem bewaard',
  madeBy: 'Gemaakt door',
  gone: 'een vertrokken lid; werkt niet meer',
  lastUsed: 'Laatst gebruikt',
  never: 'nog nooit',
  until: 'Geldig tot',
  always: 'geen einde',
  expired: 'Verlopen',
  revoke: 'Intrekken',
  revokeTitle: (name: string) => `Sleutel “${name}” intrekken?`,
  revokeText: 'Het programma dat hem gebruikt kan er meteen niet meer in.',
  revoked: (name: string) => `De sleutel “${name}” werkt niet meer.`,
};
