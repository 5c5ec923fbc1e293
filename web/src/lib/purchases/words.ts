const nl = {
  title: 'Inkoopfacturen',
  tabs: 'Stand',
  daysLate: (days: number) => (days === 1 ? '1 dag te laat' : `${days} dagen te laat`),
  search: 'Zoek op leverancier, nummer of bedrag',
  overdue: 'Alleen te laat',
  number: 'Factuurnummer',
  amount: 'Bedrag incl. (€)',
  due: 'Vervalt',
  total: (count: number) => (count === 1 ? 'Totaal van 1 factuur' : `Totaal van ${count} facturen`),
  creditNote: 'creditnota',
  paid: 'al betaald',
  empty: 'Nog geen inkoopfacturen',
  emptyText: 'Upload een factuur in het postvak; daarna vind je hem hier.',
  nothing: 'Geen facturen met deze filters',
  nothingText: 'Er zijn wel facturen, maar geen ervan past hierbij.',
};

const en: typeof nl = {
  title: 'Purchase invoices',
  tabs: 'State',
  daysLate: (days) => (days === 1 ? '1 day overdue' : `${days} days overdue`),
  search: 'Search by supplier, number or amount',
  overdue: 'Overdue only',
  number: 'Invoice number',
  amount: 'Amount incl. (€)',
  due: 'Due',
  total: (count) => (count === 1 ? 'Total of 1 invoice' : `Total of ${count} invoices`),
  creditNote: 'credit note',
  paid: 'already paid',
  empty: 'No purchase invoices yet',
  emptyText: 'Upload an invoice in the inbox; it then appears here.',
  nothing: 'No invoices with these filters',
  nothingText: 'There are invoices, but none match.',
};

export const purchaseWords = { nl, en };
