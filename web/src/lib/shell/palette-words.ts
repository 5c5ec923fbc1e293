const nl = {
  placeholder: 'Pagina, rekening, relatie, nummer of bedrag',
  accounts: 'Rekeningen',
  nothing: 'Niets gevonden.',
  results: (count: number) => (count === 1 ? '1 resultaat' : `${count} resultaten`),
};

const en: typeof nl = {
  placeholder: 'Page, account, contact, number or amount',
  accounts: 'Accounts',
  nothing: 'Nothing found.',
  results: (count) => (count === 1 ? '1 result' : `${count} results`),
};

export const paletteWords = { nl, en };
