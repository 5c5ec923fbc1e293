import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays, isoDate } from '@smart-accounting/accounting/iso-date';
import { findDates } from './date.ts';

function datesIn(text: string): string[] {
  return findDates(text).map(({ date }) => date);
}

const anyDate = fc
  .integer({ min: 0, max: 10_000 })
  .map((days) => addDays(isoDate('2005-01-01'), days));

describe('a date in digits', () => {
  it('is read whatever its separators, with the day first', () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom('-', '/', '.'), (iso, sign) => {
        const [year = '', month = '', day = ''] = iso.split('-');
        assert.deepEqual(datesIn(`op ${[day, month, year].join(sign)} geleverd`), [iso]);
        assert.deepEqual(datesIn([Number(day), Number(month), year].join(sign)), [iso]);
        assert.deepEqual(datesIn([year, month, day].join(sign)), [iso]);
      }),
    );
  });
  it('may have a two-digit year, and spaces that recognition inserted', () => {
    assert.deepEqual(datesIn('24-11-26'), ['2026-11-24']);
    assert.deepEqual(datesIn('24. 11. 2026'), ['2026-11-24']);
    assert.deepEqual(datesIn('2026 - 11 - 24'), ['2026-11-24']);
  });
  it('has a second reading when day and month could be swapped', () => {
    const readings = (text: string) =>
      findDates(text).flatMap(({ date, swapped, order }) => [date, swapped, order]);
    assert.deepEqual(readings('03/04/2026'), ['2026-04-03', '2026-03-04', null]);
    assert.deepEqual(readings('04/04/2026'), ['2026-04-04', null, null]);
    assert.deepEqual(readings('13/04/2026'), ['2026-04-13', null, 'day first']);
    assert.deepEqual(readings('04/13/2026'), ['2026-04-13', null, 'month first']);
    assert.deepEqual(readings('2026-03-04'), ['2026-03-04', null, null]);
  });
  it('may stand before or after a number and a slash', () => {
    for (const text of [
      '80101911/26.06.2026',
      'INV-77 / 26-06-2026',
      '80101911/2026-06-26',
      '26.06.2026/80101911',
    ]) {
      assert.deepEqual(datesIn(text), ['2026-06-26'], text);
    }
    assert.deepEqual(datesIn('12/24-11-2026'), []);
    assert.deepEqual(datesIn('25/02/2026 - 03/03/2026'), ['2026-02-25', '2026-03-03']);
  });
});

describe('a date in words', () => {
  it('is read in Dutch, English, German and French, long and short', () => {
    const written: Record<string, string> = {
      '3 november 2026': '2026-11-03',
      '3 nov. 2026': '2026-11-03',
      '1 mrt 2026': '2026-03-01',
      '21 mei 2026': '2026-05-21',
      'November 3, 2026': '2026-11-03',
      'Nov 3rd, 2026': '2026-11-03',
      '3rd of November 2026': '2026-11-03',
      '3. März 2026': '2026-03-03',
      '15. Dezember 2026': '2026-12-15',
      '1er août 2026': '2026-08-01',
      '14 juillet 2026': '2026-07-14',
      '14 juil. 2026': '2026-07-14',
      '2 février 2026': '2026-02-02',
      "3 nov '26": '2026-11-03',
      'August 3 , 2014': '2014-08-03',
      'August 3,2014': '2014-08-03',
      '3 August , 2014': '2014-08-03',
      'Aug 3 rd, 2014': '2014-08-03',
      '02/Nov/2026': '2026-11-02',
      'Nov-02-2026': '2026-11-02',
      '16. Jänner 2026': '2026-01-16',
      '15. Feber 2026': '2026-02-15',
      '3. Jaenner 2026': '2026-01-03',
      '4. Juno 2026': '2026-06-04',
      '5. Julei 2026': '2026-07-05',
      '6 jannewaris 2026': '2026-01-06',
    };
    for (const [text, iso] of Object.entries(written)) assert.deepEqual(datesIn(text), [iso], text);
  });
  it('needs the name of a month', () => {
    assert.deepEqual(datesIn('3 stuks 2026'), []);
    assert.deepEqual(datesIn('artikel 12, 2026'), []);
  });
});

describe('what only looks like a date', () => {
  it('is not one: days that do not exist, amounts, versions, long numbers', () => {
    const texts = ['31-02-2026', '00-11-2026', '24-13-2026', '1.234.567', '12.34', '192.168.1.1'];
    for (const text of [...texts, '2026-1124', '24-11-2026-7', '24-11/2026']) {
      assert.deepEqual(datesIn(text), [], text);
    }
  });
});

describe('the dates of a line', () => {
  it('are found from left to right, each with its position', () => {
    const text = 'van 01-10-2026 t/m 31 oktober 2026';
    assert.deepEqual(
      findDates(text).map(({ date, start, end }) => [date, text.slice(start, end)]),
      [
        ['2026-10-01', '01-10-2026'],
        ['2026-10-31', '31 oktober 2026'],
      ],
    );
  });
});
