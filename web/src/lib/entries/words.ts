const nl = {
  list: {
    search: 'Zoek op nummer of omschrijving',
    journal: 'Dagboek',
    allJournals: 'Alle dagboeken',
    journals: { INK: 'Inkoop', VRK: 'Verkoop', BNK: 'Bank', KAS: 'Kas', MEM: 'Memoriaal' },
    total: 'Bedrag (€)',
    postedBy: 'Geboekt door',
    empty: 'Nog geen journaalposten',
    emptyText: 'Boek een factuur, of maak zelf een memoriaalpost.',
    nothing: 'Geen journaalposten met deze filters',
    nothingText: 'Er zijn wel journaalposten, maar geen ervan past hierbij.',
    reversal: 'tegenboeking',
    reversed: 'teruggeboekt',
  },
  entry: {
    contact: 'Relatie',
    postedBy: (person: string, moment: string) => `${person}, ${moment}`,
    vatBox: (box: string) => `rubriek ${box}`,
    reverses: 'Tegenboeking van',
    reversedBy: 'Teruggeboekt door',
    openInvoice: 'Open de factuur',
    reverseTitle: 'Journaalpost terugboeken?',
    reverseText: (number: string) =>
      `${number} blijft staan en krijgt een tegenboeking met dezelfde bedragen aan de andere kant.`,
  },
  newEntry: {
    descriptionError: 'Vul een omschrijving in.',
    lineDescription: 'Omschrijving van de regel',
    line: (number: number) => `regel ${number}`,
    difference: (amount: string, side: string) => `Verschil: ${amount} te weinig ${side}`,
    nothingYet: 'Vul ten minste twee regels in.',
    hint: 'Tab voorbij de laatste cel voegt een regel toe; = vult het verschil in.',
    post: 'Journaalpost boeken',
  },
};

const en: typeof nl = {
  list: {
    search: 'Search by number or description',
    journal: 'Journal',
    allJournals: 'All journals',
    journals: { INK: 'Purchases', VRK: 'Sales', BNK: 'Bank', KAS: 'Cash', MEM: 'General' },
    total: 'Amount (€)',
    postedBy: 'Posted by',
    empty: 'No journal entries yet',
    emptyText: 'Post an invoice, or write a general journal entry yourself.',
    nothing: 'No journal entries with these filters',
    nothingText: 'There are journal entries, but none match.',
    reversal: 'reversal',
    reversed: 'reversed',
  },
  entry: {
    contact: 'Contact',
    postedBy: (person, moment) => `${person}, ${moment}`,
    vatBox: (box) => `box ${box}`,
    reverses: 'Reversal of',
    reversedBy: 'Reversed by',
    openInvoice: 'Open the invoice',
    reverseTitle: 'Reverse the journal entry?',
    reverseText: (number) =>
      `${number} stays; an opposite entry with the same amounts on the other side is added.`,
  },
  newEntry: {
    descriptionError: 'Enter a description.',
    lineDescription: 'Line description',
    line: (number) => `line ${number}`,
    difference: (amount, side) => `Difference: ${amount} short on ${side}`,
    nothingYet: 'Enter at least two lines.',
    hint: 'Tab past the last cell to add a line; = enters the difference.',
    post: 'Post journal entry',
  },
};

export const entryWords = { nl, en };
