const nl = {
  signIn: {
    title: 'Inloggen',
    registerText: 'Nog geen account?',
    again: 'Log in om verder te gaan.',
    forgot: 'Wachtwoord vergeten?',
  },
  register: {
    title: 'Registreer je bedrijf',
    lead: 'Je boekhouding staat binnen een minuut klaar.',
    company: 'Bedrijfsnaam',
    kvkHint: 'Acht cijfers',
    optional: 'optioneel',
    submit: 'Account aanmaken',
    signInText: 'Al een account?',
  },
  forgot: {
    title: 'Wachtwoord vergeten',
    lead: 'We sturen je een link om een nieuw wachtwoord te kiezen.',
    submit: 'Stuur de link',
    sent: (email: string) =>
      `Als er een account is met ${email}, is er nu een mail onderweg. De link werkt een uur.`,
    back: 'Terug naar inloggen',
  },
  reset: {
    title: 'Kies een nieuw wachtwoord',
    lead: 'Overal waar je nog bent ingelogd, word je uitgelogd.',
    submit: 'Wachtwoord opslaan',
    doneTitle: 'Je wachtwoord is gewijzigd',
    done: 'Log in met je nieuwe wachtwoord. Dan zie je ook welke programma’s namens jou werken.',
    again: 'Vraag een nieuwe link aan',
  },
  confirmEmail: {
    title: 'Bevestig je e-mailadres',
    lead: 'Eén klik en we weten dat mail aan dit adres bij jou aankomt.',
    submit: 'Bevestigen',
    doneTitle: 'E-mailadres bevestigd',
    done: (email: string) => `${email} is nu het adres waarmee je inlogt.`,
  },
  invitation: {
    title: (tenant: string) => `Uitnodiging van ${tenant}`,
    text: (person: string, tenant: string) =>
      `${person} nodigt je uit voor de administratie van ${tenant}.`,
    roleLabel: 'Je rol',
    newPerson: 'Kies een wachtwoord; daarna ben je er meteen bij.',
    known: 'Je hebt al een account met dit adres. Log in om de uitnodiging aan te nemen.',
    signIn: 'Inloggen en aannemen',
    accept: 'Uitnodiging aannemen',
    otherAccount: (email: string) =>
      `Je bent ingelogd als ${email}, en deze uitnodiging is voor een ander adres.`,
    gone: 'Deze uitnodiging werkt niet meer',
    goneText:
      'Ze is al gebruikt, ingetrokken of te oud. Vraag degene die je uitnodigde om een nieuwe.',
  },
  /** Over the page one is on, whose session ended. */
  again: {
    title: 'Je sessie is verlopen',
    text: 'Log opnieuw in om door te gaan. Deze pagina en wat je invulde blijven staan.',
  },
};

const en: typeof nl = {
  signIn: {
    title: 'Sign in',
    registerText: 'No account yet?',
    again: 'Sign in to continue.',
    forgot: 'Forgot your password?',
  },
  register: {
    title: 'Register your company',
    lead: 'Your books are ready within a minute.',
    company: 'Company name',
    kvkHint: 'Eight digits, from the Dutch trade register',
    optional: 'optional',
    submit: 'Create account',
    signInText: 'Already have an account?',
  },
  forgot: {
    title: 'Forgot your password',
    lead: 'We send you a link to choose a new password.',
    submit: 'Send the link',
    sent: (email) =>
      `If there is an account with ${email}, an e-mail is on its way. The link works for an hour.`,
    back: 'Back to sign in',
  },
  reset: {
    title: 'Choose a new password',
    lead: 'Wherever you are still signed in, you will be signed out.',
    submit: 'Save password',
    doneTitle: 'Your password has been changed',
    done: 'Sign in with your new password. You will also see which programs act for you.',
    again: 'Request a new link',
  },
  confirmEmail: {
    title: 'Confirm your e-mail address',
    lead: 'One click confirms that e-mail to this address reaches you.',
    submit: 'Confirm',
    doneTitle: 'E-mail address confirmed',
    done: (email) => `${email} is now the address you sign in with.`,
  },
  invitation: {
    title: (tenant) => `Invitation from ${tenant}`,
    text: (person, tenant) => `${person} invites you to the books of ${tenant}.`,
    roleLabel: 'Your role',
    newPerson: 'Choose a password to get started.',
    known: 'You already have an account with this address. Sign in to accept the invitation.',
    signIn: 'Sign in and accept',
    accept: 'Accept invitation',
    otherAccount: (email) =>
      `You are signed in as ${email}, but this invitation is for another address.`,
    gone: 'This invitation is no longer valid',
    goneText:
      'It has been used or revoked, or has expired. Ask the person who invited you for a new one.',
  },
  again: {
    title: 'Your session has expired',
    text: 'Sign in again to continue. This page and what you typed are kept.',
  },
};

export const sessionWords = { nl, en };
