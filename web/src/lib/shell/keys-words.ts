const nl = {
  title: 'Sneltoetsen op deze pagina',
  places: { everywhere: 'Overal', here: 'Op deze pagina' },
  single: 'Sneltoetsen van één letter gebruiken',
};

const en: typeof nl = {
  title: 'Keyboard shortcuts on this page',
  places: { everywhere: 'Everywhere', here: 'On this page' },
  single: 'Use single-letter shortcuts',
};

export const keysWords = { nl, en };
