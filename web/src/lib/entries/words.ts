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
    difference: (amount: string, side: string) => `Verschil: ${amount} te weinig ${side}`,
    nothingYet: 'Vul ten minste twee regels in.',
    tooMany: (most: number) => `Een journaalpost heeft ten hoogste ${most} regels.`,
    notYet: 'Nog niet geboekt.',
    lacks: {
      account: 'Kies een rekening.',
      amount: 'Vul debet of credit in.',
      negative: 'Zet het bedrag zonder min aan de andere kant.',
    },
    refused: {
      account: 'Deze rekening is niet meer in gebruik. Kies een andere.',
      amount: 'Dit bedrag kan niet geboekt worden.',
      text: 'Deze omschrijving kan niet geboekt worden.',
    },
    hint: 'Enter en de pijltjes gaan door de cellen; Tab voorbij de laatste cel voegt een regel toe; = vult het verschil in. Regels uit een spreadsheet kun je plakken.',
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
    difference: (amount, side) => `Difference: ${amount} short on ${side}`,
    nothingYet: 'Enter at least two lines.',
    tooMany: (most) => `A journal entry has at most ${most} lines.`,
    notYet: 'Not posted yet.',
    lacks: {
      account: 'Choose an account.',
      amount: 'Enter debit or credit.',
      negative: 'Put the amount on the other side, without the minus.',
    },
    refused: {
      account: 'This account is no longer in use. Choose another one.',
      amount: 'This amount cannot be posted.',
      text: 'This description cannot be posted.',
    },
    hint: 'Enter and the arrow keys move between cells; Tab past the last cell adds a line; = enters the difference. You can paste rows from a spreadsheet.',
    post: 'Post journal entry',
  },
};

export const entryWords = { nl, en };
