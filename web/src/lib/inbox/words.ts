import { generalWords } from '#lib/i18n/general-words.ts';

const nl = {
  drop: 'Laat los om te uploaden',
  lead: 'Sleep facturen en bonnen hierheen, of kies bestanden. Pdf, foto, tiff of XML, tot 20 MB per stuk, of een zip met veel bestanden.',
  choose: 'Bestanden kiezen',
  photo: 'Foto maken',
  empty: 'Je postvak is leeg',
  emptyText:
    'Sleep je eerste factuur in dit venster. We lezen hem en stellen de boeking voor; jij kijkt na en boekt.',
  allDone: 'Alles is verwerkt',
  allDoneText: 'Er ligt niets meer te wachten. Nieuwe facturen verschijnen hier vanzelf.',
  newOnes: (count: number) => (count === 1 ? '1 nieuwe' : `${count} nieuwe`),
  show: 'Alles',
  file: 'Bestand',
  amount: 'Bedrag',
  received: 'Ontvangen',
  uploadedBy: (person: string) => `door ${person}`,
  states: {
    ...generalWords.nl.invoiceStates,
    waiting: 'Wacht op verzenden',
    sending: 'Uploaden',
    queued: 'In de rij',
    reading: 'Lezen',
    read: 'Gelezen',
    failed: 'Lezen mislukt',
    uploadFailed: 'Uploaden mislukt',
    duplicate: 'Al eerder ontvangen',
    noInvoice: 'Geen factuur',
    split: 'Gesplitst',
  },
  noInvoices: 'Geen factuur',
  noInvoicesEmpty: 'Hier ligt niets',
  noInvoicesText:
    'Herinneringen, afschriften, offertes en pakbonnen komen hier, zodat je ze niet per ongeluk boekt.',
  kinds: {
    reminder: 'herinnering',
    statement: 'afschrift of overzicht',
    order: 'bestelling',
    delivery_note: 'pakbon',
    other: 'ander document',
  },
  partOf: (first: number, last: number) =>
    first === last ? `pagina ${first} van het bestand` : `pagina ${first}–${last} van het bestand`,
  parts: (count: number) => (count === 1 ? '1 deel' : `${count} delen`),
  percent: (part: number) => `${Math.round(part * 100)}%`,
  duplicateOf: 'Bekijk het origineel',
  duplicateText: (name: string) => `Dit bestand heb je al: ${name}.`,
  pages: (count: number) => (count === 1 ? '1 pagina' : `${count} pagina’s`),
  eInvoice: 'e-factuur',
  otherEInvoices: (count: number) =>
    count === 1 ? 'nog 1 e-factuur erin' : `nog ${count} e-facturen erin`,
  removed: (name: string) => `${name} is verwijderd.`,
  removeTitle: 'Document verwijderen?',
  removeText: (name: string) =>
    `${name} en wat eruit gelezen is, verdwijnt. Dit kan niet ongedaan gemaakt worden.`,
  changed: (name: string, state: string) => `${name}: ${state}`,
  document: {
    reading: 'We lezen dit document. De velden verschijnen vanzelf.',
    queued: 'Dit document staat in de rij. De velden verschijnen vanzelf.',
    byHand: 'Zelf invoeren',
  },
};

const en: typeof nl = {
  drop: 'Drop to upload',
  lead: 'Drag invoices and receipts here, or choose files. PDF, photo, TIFF or XML, up to 20 MB each, or a zip of many.',
  choose: 'Choose files',
  photo: 'Take a photo',
  empty: 'Your inbox is empty',
  emptyText:
    'Drag your first invoice into this window. We read it and propose the entry; you check and post it.',
  allDone: 'All done',
  allDoneText: 'Nothing is waiting. New invoices appear here automatically.',
  newOnes: (count) => `${count} new`,
  show: 'All',
  file: 'File',
  amount: 'Amount',
  received: 'Received',
  uploadedBy: (person) => `by ${person}`,
  states: {
    ...generalWords.en.invoiceStates,
    waiting: 'Waiting to be sent',
    sending: 'Uploading',
    queued: 'In the queue',
    reading: 'Reading',
    read: 'Read',
    failed: 'Reading failed',
    uploadFailed: 'Upload failed',
    duplicate: 'Already received',
    noInvoice: 'Not an invoice',
    split: 'Split',
  },
  noInvoices: 'Not an invoice',
  noInvoicesEmpty: 'Nothing here',
  noInvoicesText:
    'Reminders, statements, quotations and delivery notes come here, so that you do not post them by accident.',
  kinds: {
    reminder: 'reminder',
    statement: 'statement',
    order: 'order',
    delivery_note: 'delivery note',
    other: 'another document',
  },
  partOf: (first, last) =>
    first === last ? `page ${first} of the file` : `pages ${first}–${last} of the file`,
  parts: (count) => (count === 1 ? '1 part' : `${count} parts`),
  percent: (part) => `${Math.round(part * 100)}%`,
  duplicateOf: 'See the original',
  duplicateText: (name) => `You already have this file: ${name}.`,
  pages: (count) => (count === 1 ? '1 page' : `${count} pages`),
  eInvoice: 'e-invoice',
  otherEInvoices: (count) =>
    count === 1 ? '1 more e-invoice inside' : `${count} more e-invoices inside`,
  removed: (name) => `${name} has been deleted.`,
  removeTitle: 'Delete the document?',
  removeText: (name) =>
    `${name} and everything read from it will be deleted. This cannot be undone.`,
  changed: (name, state) => `${name}: ${state}`,
  document: {
    reading: 'We are reading this document. The fields will appear automatically.',
    queued: 'This document is in the queue. The fields will appear automatically.',
    byHand: 'Enter it by hand',
  },
};

export const inboxWords = { nl, en };
