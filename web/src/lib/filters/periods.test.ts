import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nameOfPeriod, periodNamed, periodNames } from './periods.ts';

describe('a period by its name', () => {
  it('is the month, quarter or financial year of the day, or the one before', () => {
    const of = (day: string) =>
      periodNames.map((name) => Object.values(periodNamed(name, day)).join());
    assert.deepEqual(of('2026-02-28'), [
      '2026-02-01,2026-02-28',
      '2026-01-01,2026-01-31',
      '2026-01-01,2026-03-31',
      '2025-10-01,2025-12-31',
      '2026-01-01,2026-12-31',
      '2025-01-01,2025-12-31',
    ]);
    assert.deepEqual(of('2024-01-31').slice(0, 3), [
      '2024-01-01,2024-01-31',
      '2023-12-01,2023-12-31',
      '2024-01-01,2024-03-31',
    ]);
  });

  it('is found by its days, and by no others', () => {
    for (const name of periodNames)
      assert.equal(nameOfPeriod(periodNamed(name, '2026-05-10'), '2026-05-10'), name);
    assert.equal(nameOfPeriod({ from: '2026-01-02', to: '2026-12-31' }, '2026-05-10'), undefined);
  });
});
