const nl = {
  choose: (name: string) => `Kies ${name}`,
  chooseAll: 'Kies alle rijen',
  chosen: (count: number) => (count === 1 ? '1 gekozen' : `${count} gekozen`),
  letGo: 'Keuze wissen',
  doing: 'Met de gekozen rijen',
  shown: (count: number, all: number) => `Getoonde ${count} van ${all}`,
  of: (count: number, all: number) => `Getoond: ${count} van ${all}`,
  dense: 'Compacte rijen',
  columns: 'Kolommen',
  failed: 'Dit kon niet geladen worden',
  failedText: 'Er is niets veranderd. Probeer het opnieuw.',
  loading: 'Wordt geladen',
  exportTo: 'Exporteren',
  csv: 'CSV',
  xlsx: 'Excel (XLSX)',
};

const en: typeof nl = {
  choose: (name) => `Select ${name}`,
  chooseAll: 'Select all rows',
  chosen: (count) => (count === 1 ? '1 selected' : `${count} selected`),
  letGo: 'Clear selection',
  doing: 'With the selected rows',
  shown: (count, all) => `Shown ${count} of ${all}`,
  of: (count, all) => `Shown: ${count} of ${all}`,
  dense: 'Compact rows',
  columns: 'Columns',
  failed: 'This could not be loaded',
  failedText: 'Nothing has changed. Try again.',
  loading: 'Loading',
  exportTo: 'Export',
  csv: 'CSV',
  xlsx: 'Excel (XLSX)',
};

export const tableWords = { nl, en };
