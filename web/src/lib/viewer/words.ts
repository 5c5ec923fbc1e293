const nl = {
  label: (page: number, pages: number, file: string) => `Pagina ${page} van ${pages} van ${file}`,
  page: (page: number, pages: number) => `p. ${page} / ${pages}`,
  zoomIn: 'Inzoomen',
  zoomOut: 'Uitzoomen',
  fit: 'Passend',
  zoomed: (percent: number) => `${percent}%: passend maken`,
  turn: 'Draaien',
  previousPage: 'Vorige pagina',
  nextPage: 'Volgende pagina',
  loading: 'De pagina wordt klaargezet…',
  help: 'Pijltjes verschuiven de pagina, + en − zoomen.',
};

const en: typeof nl = {
  label: (page, pages, file) => `Page ${page} of ${pages} of ${file}`,
  page: (page, pages) => `p. ${page} / ${pages}`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit',
  zoomed: (percent) => `${percent}%: fit to window`,
  turn: 'Rotate',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  loading: 'The page is being prepared…',
  help: 'Arrow keys move the page, + and − zoom.',
};

export const viewerWords = { nl, en };
