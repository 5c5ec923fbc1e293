const nl = {
  period: 'Periode',
  anyPeriod: 'Alle data',
  periods: {
    month: 'Deze maand',
    lastMonth: 'Vorige maand',
    quarter: 'Dit kwartaal',
    lastQuarter: 'Vorig kwartaal',
    year: 'Dit boekjaar',
    lastYear: 'Vorig boekjaar',
  },
  lastChosen: 'Laatst gekozen',
  from: (date: string) => `vanaf ${date}`,
  to: (date: string) => `tot en met ${date}`,
  search: (text: string) => `“${text}”`,
  dropFilter: (name: string) => `Filter weg: ${name}`,
  views: 'Weergaven',
  noViews: 'Bewaar de filters en de volgorde van nu onder een naam.',
  viewName: 'Naam van deze weergave',
  keepView: 'Bewaren',
  dropView: (name: string) => `Weergave ${name} verwijderen`,
  chips: 'Filters die aan staan',
};

const en: typeof nl = {
  period: 'Period',
  anyPeriod: 'All dates',
  periods: {
    month: 'This month',
    lastMonth: 'Last month',
    quarter: 'This quarter',
    lastQuarter: 'Last quarter',
    year: 'This financial year',
    lastYear: 'Last financial year',
  },
  lastChosen: 'Last chosen',
  from: (date) => `from ${date}`,
  to: (date) => `up to ${date}`,
  search: (text) => `“${text}”`,
  dropFilter: (name) => `Remove filter: ${name}`,
  views: 'Views',
  noViews: 'Keep the current filters and order under a name.',
  viewName: 'Name of this view',
  keepView: 'Keep',
  dropView: (name) => `Delete view ${name}`,
  chips: 'Active filters',
};

export const filterWords = { nl, en };
