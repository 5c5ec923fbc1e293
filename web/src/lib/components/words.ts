const nl = {
  datePlaceholder: 'dd-mm-jjjj',
  noMatch: 'Niets gevonden',
  search: 'Zoeken',
  firstPage: 'Naar het begin',
  nextPage: 'Volgende 100',
  copy: 'Kopiëren',
  copied: 'Gekopieerd.',
  show: 'Tonen',
  hide: 'Verbergen',
};

const en: typeof nl = {
  datePlaceholder: 'dd-mm-yyyy',
  noMatch: 'Nothing found',
  search: 'Search',
  firstPage: 'First page',
  nextPage: 'Next 100',
  copy: 'Copy',
  copied: 'Copied.',
  show: 'Show',
  hide: 'Hide',
};

export const componentWords = { nl, en };
