/** Which rows of how many a page of a list shows. */
interface Rows {
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

const nl = {
  datePlaceholder: 'dd-mm-jjjj',
  noMatch: 'Niets gevonden',
  search: 'Zoeken',
  firstPage: 'Naar het begin',
  previousPage: 'Vorige 100',
  nextPage: 'Volgende 100',
  rows: ({ from, to, of }: Rows) => `${from} – ${to} van ${of}`,
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
  previousPage: 'Previous 100',
  nextPage: 'Next 100',
  rows: ({ from, to, of }) => `${from} – ${to} of ${of}`,
  copy: 'Copy',
  copied: 'Copied.',
  show: 'Show',
  hide: 'Hide',
};

export const componentWords = { nl, en };
