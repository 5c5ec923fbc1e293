const nl = {
  opening: 'Beginbalans',
  movement: 'Mutatie',
  closing: 'Eindbalans',
  unbalanced: (amount: string) => `Niet in evenwicht: verschil ${amount}`,
  empty: 'Nog geen boekingen in deze periode',
  emptyText: 'Kies een andere periode, of boek je eerste factuur.',
  print: 'Afdrukken',
  inEuros: 'Bedragen in euro’s',
};

const en: typeof nl = {
  opening: 'Opening',
  movement: 'Movement',
  closing: 'Closing',
  unbalanced: (amount) => `Not balanced: difference ${amount}`,
  empty: 'Nothing posted in this period yet',
  emptyText: 'Choose another period, or post your first invoice.',
  print: 'Print',
  inEuros: 'Amounts in euros',
};

export const trialBalanceWords = { nl, en };
