const nl = {
  lead: 'Wie in deze administratie mag, en wat.',
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
  language: 'Taal van de mail',
  send: 'Uitnodiging sturen',
  sent: (email: string) => `De uitnodiging voor ${email} is onderweg.`,
  invitations: 'Openstaande uitnodigingen',
  invitedBy: 'Uitgenodigd door',
  resend: 'Opnieuw sturen',
  revoked: (email: string) => `De uitnodiging voor ${email} is ingetrokken.`,
  twoStep: {
    title: 'Inloggen in twee stappen',
    required: 'Verplicht voor iedereen',
    free: 'Ieders eigen keuze',
    text: 'Is het verplicht, dan komt niemand erin zonder code van een app. Wie die nog niet heeft, stelt hem bij het inloggen in; sleutels van die persoon werken zolang niet.',
    require: 'Verplichten',
    release: 'Niet meer verplichten',
    yoursFirst: 'Zet het eerst voor jezelf aan:',
  },
  may: {
    owner: 'Mag alles, ook gebruikers en API-sleutels beheren.',
    accountant: 'Mag alles in de boeken, ook memoriaalposten en het rekeningschema.',
    bookkeeper: 'Mag documenten uploaden, facturen controleren en boeken, en relaties wijzigen.',
    viewer: 'Mag alles bekijken en niets wijzigen.',
  },
};

const en: typeof nl = {
  lead: 'Who has access to these books, and what they can do.',
  since: 'Since',
  you: 'you',
  roleOf: (name) => `Role of ${name}`,
  roleChanged: (name, role) => `${name} is now ${role}.`,
  remove: 'Remove',
  removeTitle: (name) => `Remove ${name}?`,
  removeText: (name, tenant) =>
    `${name} will no longer have access to the books of ${tenant}. What ${name} posted stays.`,
  removed: (name) => `${name} is no longer a member.`,
  invite: 'Invite someone',
  language: 'Language of the e-mail',
  send: 'Send invitation',
  sent: (email) => `The invitation to ${email} is on its way.`,
  invitations: 'Open invitations',
  invitedBy: 'Invited by',
  resend: 'Send again',
  revoked: (email) => `The invitation to ${email} has been revoked.`,
  twoStep: {
    title: 'Two-step sign-in',
    required: 'Required of everyone',
    free: 'Everyone’s own choice',
    text: 'When it is required, nobody enters without a code from an app. Whoever has none yet sets it up when signing in; until then, keys of that person do not work.',
    require: 'Require',
    release: 'No longer require',
    yoursFirst: 'Switch it on for yourself first:',
  },
  may: {
    owner: 'Can do everything, including managing users and API keys.',
    accountant:
      'Can do everything in the books, including journal entries and the chart of accounts.',
    bookkeeper: 'Can upload documents, review and post invoices, and edit contacts.',
    viewer: 'Can see everything but change nothing.',
  },
};

export const memberWords = { nl, en };
