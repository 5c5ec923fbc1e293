import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { monthNumber } from './months.ts';

describe('the name of a month', () => {
  it('is recognised in four languages, with and without accents', () => {
    const names: Record<string, number> = {
      januari: 1,
      January: 1,
      Januar: 1,
      janvier: 1,
      février: 2,
      FEBRUARI: 2,
      maart: 3,
      März: 3,
      mars: 3,
      mei: 5,
      Mai: 5,
      May: 5,
      juin: 6,
      juillet: 7,
      août: 8,
      oktober: 10,
      October: 10,
      décembre: 12,
      Jänner: 1,
      Feber: 2,
      Febrewaris: 2,
      Abrëll: 4,
      Juno: 6,
      Julei: 7,
      Novimber: 11,
    };
    for (const [name, number] of Object.entries(names))
      assert.equal(monthNumber(name), number, name);
  });
  it('may be abbreviated to three letters or more', () => {
    const short = [
      'jan',
      'feb',
      'mrt',
      'apr',
      'mei',
      'jun',
      'jul',
      'aug',
      'sep',
      'okt',
      'nov',
      'dec',
    ];
    short.forEach((name, index) => assert.equal(monthNumber(name), index + 1, name));
    assert.deepEqual(
      ['mar', 'mrz', 'juil', 'sept', 'oct', 'dez'].map(monthNumber),
      [3, 3, 7, 9, 10, 12],
    );
  });
  it('is not another word, nor only one or two letters', () => {
    for (const word of ['', 'ja', 'm', 'stuks', 'jung', 'dag', 'marge', 'jannen', 'feberg']) {
      assert.equal(monthNumber(word), null, word);
    }
  });
});
