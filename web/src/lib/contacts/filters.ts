import { choice, defineFilters, searchText } from '#lib/filters/list-filters.ts';

export const contactFilters = defineFilters({
  search: searchText,
  kind: choice(['supplier', 'customer']),
});
