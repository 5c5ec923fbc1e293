import type { Language, Role } from '@smart-accounting/api-contract';

/** What a mail is about: something to do by a link, or something that was done to the person's account. */
export type MailKind =
  | 'confirm_email'
  | 'reset_password'
  | 'invitation'
  | 'password_changed'
  | 'email_changed'
  | 'two_step_on'
  | 'two_step_off';

/** Whom the texts speak to and of. */
export interface MailValues {
  /** The person's name; of an invitation, the inviting person's. */
  readonly name: string;
  /** Of an invitation: the company and what one would be there. */
  readonly tenant: string;
  readonly role: Role;
}

export interface MailText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** The words on the link. */
  readonly button: string;
  readonly afterwards: string;
}

type Texts = Readonly<Record<MailKind, (values: MailValues) => MailText>>;

const rolesInDutch: Readonly<Record<Role, string>> = {
  owner: 'eigenaar',
  accountant: 'accountant',
  bookkeeper: 'boekhouder',
  viewer: 'lezer',
};

const notYouDutch =
  'Was jij dit niet? Kies dan meteen een nieuw wachtwoord via “Wachtwoord vergeten” en laat het je beheerder weten.';
const notYouEnglish =
  'Was this not you? Then choose a new password at once by “Forgot your password”, and tell your administrator.';

const nl: Texts = {
  confirm_email: ({ name }) => ({
    subject: 'Bevestig je e-mailadres',
    paragraphs: [`Dag ${name},`, 'Bevestig dat dit jouw e-mailadres is bij Smart Accounting.'],
    button: 'E-mailadres bevestigen',
    afterwards:
      'De link werkt zeven dagen, één keer. Heb je dit niet aangevraagd, dan hoef je niets te doen.',
  }),
  reset_password: ({ name }) => ({
    subject: 'Kies een nieuw wachtwoord',
    paragraphs: [`Dag ${name},`, 'Er is gevraagd om een nieuw wachtwoord voor Smart Accounting.'],
    button: 'Nieuw wachtwoord kiezen',
    afterwards:
      'De link werkt een uur, één keer. Heb je dit niet aangevraagd, dan hoef je niets te doen: je wachtwoord blijft zoals het was.',
  }),
  invitation: ({ tenant, name, role }) => ({
    subject: `Uitnodiging voor de administratie van ${tenant}`,
    paragraphs: [
      'Dag,',
      `${name} nodigt je uit voor de administratie van ${tenant} in Smart Accounting, als ${rolesInDutch[role]}.`,
    ],
    button: 'Uitnodiging bekijken',
    afterwards: 'De link werkt zeven dagen, één keer.',
  }),
  password_changed: ({ name }) => ({
    subject: 'Je wachtwoord is gewijzigd',
    paragraphs: [
      `Dag ${name},`,
      'Je wachtwoord voor Smart Accounting is zojuist gewijzigd. Overal waar je nog was ingelogd, ben je uitgelogd.',
    ],
    button: '',
    afterwards: notYouDutch,
  }),
  email_changed: ({ name }) => ({
    subject: 'Je e-mailadres is gewijzigd',
    paragraphs: [
      `Dag ${name},`,
      'Je logt bij Smart Accounting voortaan in met een ander e-mailadres; dit adres gebruiken we niet meer.',
    ],
    button: '',
    afterwards: 'Was jij dit niet? Laat het dan meteen je beheerder weten.',
  }),
  two_step_on: ({ name }) => ({
    subject: 'Inloggen in twee stappen staat aan',
    paragraphs: [
      `Dag ${name},`,
      'Voortaan vraagt Smart Accounting bij het inloggen ook een code van je app.',
    ],
    button: '',
    afterwards: notYouDutch,
  }),
  two_step_off: ({ name }) => ({
    subject: 'Inloggen in twee stappen staat uit',
    paragraphs: [
      `Dag ${name},`,
      'Voortaan is je wachtwoord genoeg om bij Smart Accounting in te loggen.',
    ],
    button: '',
    afterwards: notYouDutch,
  }),
};

const en: Texts = {
  confirm_email: ({ name }) => ({
    subject: 'Confirm your e-mail address',
    paragraphs: [`Hello ${name},`, 'Confirm that this is your e-mail address at Smart Accounting.'],
    button: 'Confirm e-mail address',
    afterwards: 'The link works for seven days, once. If you did not ask for it, do nothing.',
  }),
  reset_password: ({ name }) => ({
    subject: 'Choose a new password',
    paragraphs: [`Hello ${name},`, 'Somebody asked for a new password for Smart Accounting.'],
    button: 'Choose a new password',
    afterwards:
      'The link works for an hour, once. If you did not ask for it, do nothing: your password stays as it was.',
  }),
  invitation: ({ tenant, name, role }) => ({
    subject: `Invitation to the books of ${tenant}`,
    paragraphs: [
      'Hello,',
      `${name} invites you to the books of ${tenant} in Smart Accounting, as ${role}.`,
    ],
    button: 'See the invitation',
    afterwards: 'The link works for seven days, once.',
  }),
  password_changed: ({ name }) => ({
    subject: 'Your password was changed',
    paragraphs: [
      `Hello ${name},`,
      'Your password for Smart Accounting was changed just now. Wherever you were still signed in, you are signed out.',
    ],
    button: '',
    afterwards: notYouEnglish,
  }),
  email_changed: ({ name }) => ({
    subject: 'Your e-mail address was changed',
    paragraphs: [
      `Hello ${name},`,
      'From now on you sign in to Smart Accounting with another e-mail address; we use this one no more.',
    ],
    button: '',
    afterwards: 'Was this not you? Then tell your administrator at once.',
  }),
  two_step_on: ({ name }) => ({
    subject: 'Two-step sign-in is on',
    paragraphs: [
      `Hello ${name},`,
      'From now on Smart Accounting also asks for a code of your app when you sign in.',
    ],
    button: '',
    afterwards: notYouEnglish,
  }),
  two_step_off: ({ name }) => ({
    subject: 'Two-step sign-in is off',
    paragraphs: [
      `Hello ${name},`,
      'From now on your password is enough to sign in to Smart Accounting.',
    ],
    button: '',
    afterwards: notYouEnglish,
  }),
};

/** What a mail says, in the language of the person it is for. */
export function mailText(kind: MailKind, language: Language, values: MailValues): MailText {
  return { nl, en }[language][kind](values);
}
