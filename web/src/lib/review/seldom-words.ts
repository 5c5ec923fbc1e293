import type { Words } from '#lib/i18n/words.ts';

/** What only some invoices say; loaded with the parts that say it. */
const nl = {
  nothingToPay: 'Al betaald: er is niets meer te betalen.',
  leftToPay: (amount: string) => `Nog te betalen: ${amount}`,
  otherEInvoices: 'Andere e-facturen in dit bestand',
  otherEInvoicesHint: 'Deze zijn niet gelezen. Lever ze apart aan als ze ook voor jou zijn.',
  exchangeRate: (currency: string) => `Koers: euro’s voor 1 ${currency}`,
  exchangeRateError: 'Schrijf een koers als 0,9214.',
  allLinesOn: 'Alle regels op …',
  oneLinePerVatCode: 'Eén regel per btw-code',
  joinedLines: (first: string, others: number) => `${first} en nog ${others}`,
  linesChanged: 'De regels zijn aangepast.',
  toOriginal: 'Bekijk de andere factuur',
  showOnPage: 'Toon op de pagina',
  acknowledge: 'Gezien, het is goed',
  isInvoice: 'Het is wel een factuur',
  removeInInbox: 'Verwijderen in het postvak',
  split: 'Splitsen',
  isOne: 'Het is één factuur',
  reminds: 'Herinnering aan factuur',
};

const en: typeof nl = {
  nothingToPay: 'Already paid: nothing is left to pay.',
  leftToPay: (amount) => `Left to pay: ${amount}`,
  otherEInvoices: 'Other e-invoices in this file',
  otherEInvoicesHint: 'These were not read. Upload them separately if they are for you as well.',
  exchangeRate: (currency) => `Rate: euros for 1 ${currency}`,
  exchangeRateError: 'Enter a rate such as 0,9214.',
  allLinesOn: 'All lines on …',
  oneLinePerVatCode: 'One line per VAT code',
  joinedLines: (first, others) => `${first} and ${others} more`,
  linesChanged: 'The lines were changed.',
  toOriginal: 'See the other invoice',
  showOnPage: 'Show on the page',
  acknowledge: 'Seen, this is fine',
  isInvoice: 'It is an invoice',
  removeInInbox: 'Delete it in the inbox',
  split: 'Split',
  isOne: 'It is one invoice',
  reminds: 'Reminder about invoice',
};

export const seldomWords: Words<typeof nl> = { nl, en };
