import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  addDays,
  dateInAmsterdam,
  daysBetween,
  endOfMonth,
  isIsoDate,
  isoDate,
} from './iso-date.ts';

const anyDate = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
  .map((date) => isoDate(date.toISOString().slice(0, 10)));

describe('dates', () => {
  it('refuses days that do not exist', () => {
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '24-11-2026',
      '',
      '0001-01-01',
    ]) {
      assert.equal(isIsoDate(text), false, text);
    }
    assert.ok(isIsoDate('2024-02-29'));
  });
  it('adding days and counting them are inverse', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: -10_000, max: 10_000 }),
        (date, days) => daysBetween(date, addDays(date, days)) === days,
      ),
    );
  });
  it('knows the day in Amsterdam, not in Greenwich', () => {
    assert.equal(dateInAmsterdam(new Date('2026-12-31T23:30:00Z')), '2027-01-01');
    assert.equal(dateInAmsterdam(new Date('2026-06-30T21:59:00Z')), '2026-06-30');
  });
  it('ends February on its last day', () => {
    assert.equal(endOfMonth(2024, 2), '2024-02-29');
    assert.equal(endOfMonth(2026, 12), '2026-12-31');
  });
});
