import { defineFilters, day, searchText } from '#lib/filters/list-filters.ts';
import type { PageLoad } from './$types';

const filters = defineFilters({ search: searchText, from: day, to: day });

/** `?many=10000` adds a table of so many rows. */
export const load: PageLoad = ({ url, data }) => ({
  ...data,
  filter: filters.read(url),
  many: Number(url.searchParams.get('many') ?? 0),
});
