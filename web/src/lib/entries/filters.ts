import { journals } from '@smart-accounting/api-contract/vocabularies';
import { choice, day, defineFilters, searchText } from '#lib/filters/list-filters.ts';

export const journalCodes = journals.map(({ code }) => code);

export const entryFilters = defineFilters({
  search: searchText,
  journal: choice(journalCodes),
  from: day,
  to: day,
});
