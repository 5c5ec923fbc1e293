import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  choice,
  choiceOr,
  day,
  defineFilters,
  filterQuery,
  flag,
  idOf,
  searchText,
  setFilters,
} from './list-filters.ts';

const filters = defineFilters({
  search: searchText,
  state: choice(['open', 'done']),
  from: day,
  overdue: flag,
  contact: idOf,
  sort: choiceOr(['date', 'name']),
});
const read = (search: string) => filters.read({ searchParams: new URLSearchParams(search) });

describe('the filters of a list', () => {
  it('are read of an address, and nothing that they do not know', () => {
    assert.deepEqual(
      read('search=bakker&state=done&from=2026-01-31&overdue=true&sort=name&evil=1'),
      {
        search: 'bakker',
        state: 'done',
        from: '2026-01-31',
        overdue: 'true',
        contact: undefined,
        sort: 'name',
      },
    );
  });

  it('count for nothing when they make no sense', () => {
    const nothing = {
      search: undefined,
      state: undefined,
      from: undefined,
      overdue: undefined,
      contact: undefined,
      sort: 'date',
    };
    assert.deepEqual(read(''), nothing);
    assert.deepEqual(
      read('search=&state=gone&from=2026-13-01&overdue=yes&contact=x&sort=x'),
      nothing,
    );
  });

  it('that are set are chips, but for the sorting and what has a place of its own', () => {
    const values = read('search=a&state=open&overdue=true');
    assert.deepEqual(setFilters(values, ['state']), [
      ['search', 'a'],
      ['overdue', 'true'],
    ]);
  });

  it('go with an export as they are', () => {
    assert.equal(
      filterQuery(read('search=a&sort=name'), { format: 'csv' }),
      'format=csv&search=a&sort=name',
    );
  });
});
