const nl = {
  open: (email: string) => `Bevestig je e-mailadres: we stuurden een link naar ${email}.`,
  resend: 'Stuur opnieuw',
  resent: (email: string) => `De link is opnieuw gestuurd naar ${email}.`,
};

const en: typeof nl = {
  open: (email) => `Confirm your e-mail address: we sent a link to ${email}.`,
  resend: 'Send again',
  resent: (email) => `The link was sent to ${email} again.`,
};

export const confirmAddressWords = { nl, en };
