import { invoiceStates } from '@smart-accounting/api-contract/vocabularies';
import {
  choice,
  choiceOr,
  day,
  defineFilters,
  flag,
  idOf,
  searchText,
} from '#lib/filters/list-filters.ts';

export const purchaseFilters = defineFilters({
  search: searchText,
  state: choice(invoiceStates),
  from: day,
  to: day,
  overdue: flag,
  contact: idOf,
  sort: choiceOr([
    'created_at',
    'invoice_date',
    'due_date',
    'total',
    'supplier_name',
    'invoice_number',
  ]),
  order: choiceOr(['desc', 'asc']),
});
