const nl = {
  accounts: {
    search: 'Zoek een rekening',
    rgs: 'RGS',
    types: {
      asset: 'Activa',
      liability: 'Schulden',
      equity: 'Eigen vermogen',
      revenue: 'Opbrengsten',
      cost: 'Kosten',
    },
    withBalance: 'Alleen met saldo',
    inactive: 'niet in gebruik',
    nothing: 'Geen rekeningen gevonden',
    nothingText: 'Zoek op een deel van het nummer of de naam.',
    balance: 'Saldo (€)',
    block: 'Blokkeren',
    unblock: 'Deblokkeren',
    blocked: (count: number) =>
      count === 1 ? '1 rekening geblokkeerd.' : `${count} rekeningen geblokkeerd.`,
    unblocked: (count: number) =>
      count === 1 ? '1 rekening gedeblokkeerd.' : `${count} rekeningen gedeblokkeerd.`,
  },
  card: {
    opening: 'Beginsaldo',
    closing: 'Totaal van de periode en eindsaldo',
    broughtForward: 'Transport van de vorige pagina',
    carriedForward: 'Transport naar de volgende pagina',
    year: 'Boekjaar',
    allYears: 'Alle jaren',
    otherPeriod: 'Andere periode',
    contact: 'Leverancier of klant',
    entry: 'Stuk',
    contra: 'Tegenrekening',
    empty: 'Nog geen boekingen op deze rekening',
    emptyText: 'Zodra er op geboekt wordt, staan de regels hier met het lopende saldo.',
    nothing: 'Geen boekingen in deze periode',
  },
};

const en: typeof nl = {
  accounts: {
    search: 'Find an account',
    rgs: 'RGS',
    types: {
      asset: 'Assets',
      liability: 'Liabilities',
      equity: 'Equity',
      revenue: 'Revenue',
      cost: 'Costs',
    },
    withBalance: 'With a balance only',
    inactive: 'not in use',
    nothing: 'No accounts found',
    nothingText: 'Search by part of the number or name.',
    balance: 'Balance (€)',
    block: 'Block',
    unblock: 'Unblock',
    blocked: (count) => (count === 1 ? '1 account blocked.' : `${count} accounts blocked.`),
    unblocked: (count) => (count === 1 ? '1 account unblocked.' : `${count} accounts unblocked.`),
  },
  card: {
    opening: 'Opening balance',
    closing: 'Total of the period and closing balance',
    broughtForward: 'Brought forward from the previous page',
    carriedForward: 'Carried forward to the next page',
    year: 'Financial year',
    allYears: 'All years',
    otherPeriod: 'Other period',
    contact: 'Supplier or customer',
    entry: 'Entry',
    contra: 'Contra account',
    empty: 'Nothing posted on this account yet',
    emptyText: 'Lines appear here with a running balance as soon as something is posted.',
    nothing: 'Nothing posted in this period',
  },
};

export const ledgerWords = { nl, en };
