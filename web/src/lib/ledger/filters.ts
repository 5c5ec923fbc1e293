import { defineFilters, flag, searchText } from '#lib/filters/list-filters.ts';

export const accountFilters = defineFilters({ search: searchText, balance: flag });
