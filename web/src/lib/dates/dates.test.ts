import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { civilDate, formatDate, formatInstant, formatMoment } from './format-date.ts';
import { addDays, parseDate } from './parse-date.ts';

const today = '2026-11-24';

describe('parseDate', () => {
  const cases: readonly [string, string | null][] = [
    ['24-11-2026', '2026-11-24'],
    ['24-11', '2026-11-24'],
    ['5-1', '2027-01-05'],
    ['1-8', '2026-08-01'],
    ['24/11/26', '2026-11-24'],
    ['24.11.2026', '2026-11-24'],
    ['241126', '2026-11-24'],
    ['24112026', '2026-11-24'],
    ['2411', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['vandaag', '2026-11-24'],
    ['Gisteren', '2026-11-23'],
    ['+30', '2026-12-24'],
    ['-1', '2026-11-23'],
    ['29-02-2028', '2028-02-29'],
    ['29-02-2027', null],
    ['31-4-2026', null],
    ['24-13-2026', null],
    ['1-1-0026', null],
    ['', null],
    ['morgen of zo', null],
  ];
  for (const [text, date] of cases) {
    it(`reads "${text}" as ${date ?? 'nothing'}`, () => {
      assert.equal(parseDate(text, today), date);
    });
  }
});

describe('dates', () => {
  it('are written as DD-MM-YYYY, instants in Amsterdam', () => {
    assert.equal(formatDate('2026-11-24'), '24-11-2026');
    assert.equal(formatInstant('2026-11-23T23:30:00Z'), '24-11-2026 00:30');
    assert.equal(formatInstant('2026-06-30T22:05:00Z'), '01-07-2026 00:05');
    assert.equal(civilDate(new Date('2026-12-31T23:30:00Z')), '2027-01-01');
  });

  it('show only the time of what was today', () => {
    const now = new Date('2026-11-24T15:00:00Z');
    assert.equal(formatMoment('2026-11-24T11:03:00Z', now), '12:03');
    assert.equal(formatMoment('2026-11-23T11:03:00Z', now), '23-11-2026 12:03');
  });

  it('move over the ends of months and years', () => {
    assert.equal(addDays('2026-12-31', 1), '2027-01-01');
    assert.equal(addDays('2026-03-01', -1), '2026-02-28');
  });
});
