import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValues, type Values } from './find-values.ts';
import { typedLayout } from './typed-page.fixture.ts';

function valuesIn(template: string, source: 'text_layer' | 'recognised' = 'text_layer'): Values {
  return findValues(typedLayout(template, { source }));
}

function amountsIn(template: string, source: 'text_layer' | 'recognised' = 'text_layer') {
  return valuesIn(template, source).numbers.map(({ minor, currency }) => [minor, currency]);
}

describe('an amount', () => {
  it('has the currency on either side of it', () => {
    assert.deepEqual(amountsIn('€ 1.210,00'), [[121_000n, 'EUR']]);
    assert.deepEqual(amountsIn('€1.210,00'), [[121_000n, 'EUR']]);
    assert.deepEqual(amountsIn('1.210,00 EUR'), [[121_000n, 'EUR']]);
    assert.deepEqual(amountsIn('£12.50'), [[1250n, 'GBP']]);
    assert.deepEqual(amountsIn('US$ 12.50'), [[1250n, 'USD']]);
    assert.deepEqual(amountsIn('CHF 12.50'), [[1250n, 'CHF']]);
    assert.deepEqual(amountsIn('RM 12.50'), [[1250n, 'MYR']]);
    assert.deepEqual(amountsIn('12,50'), [[1250n, null]]);
  });
  it('does not take the letters of a postcode for a currency', () => {
    assert.ok(amountsIn('1234 RM Edam').every(([, currency]) => currency === null));
    assert.ok(amountsIn('NR4 8RM Bristol').every(([, currency]) => currency === null));
  });
  it('has the place of its digits, including the currency beside them', () => {
    const { numbers } = valuesIn('Totaal € 1.210,00 te betalen      12,50 EUR');
    assert.deepEqual(
      numbers.map(({ text, left, right }) => [text, Math.round(left / 5), Math.round(right / 5)]),
      [
        ['1.210,00', 7, 17],
        ['12,50', 34, 43],
      ],
    );
  });
  it('may be negative on either side', () => {
    assert.deepEqual(amountsIn('-12,50'), [[-1250n, null]]);
    assert.deepEqual(amountsIn('12,50-'), [[-1250n, null]]);
    assert.deepEqual(amountsIn('(12,50)'), [[-1250n, null]]);
    assert.deepEqual(amountsIn('€ -12,50'), [[-1250n, 'EUR']]);
  });
  it('is negative whatever minus is printed, before or after it or its currency', () => {
    for (const text of [
      ...['-/- 50,00', '50,00 -/-', '€ -/- 50,00', '-/- € 50,00', '–/– 50,00'],
      ...['./. 50,00', '50,00 ./.', '-€ 50,00', '- € 50,00', '-€50,00', '−50,00'],
    ]) {
      assert.deepEqual(
        amountsIn(text).map(([minor]) => minor),
        [-5000n],
        text,
      );
    }
    for (const text of ['A-50', '12-13', '€ 50,-', 'EUR 50,00']) {
      assert.ok(
        amountsIn(text).every(([minor]) => minor !== null && Number(minor) >= 0),
        text,
      );
    }
  });
  it('may be negative where a sign that looks like a minus is before it', () => {
    const isDoubtful = (text: string) =>
      valuesIn(text).numbers.map((number) => number.maybeNegative);
    for (const text of ['=50,00', '~ 50,00', '— 50,00', '€ =50,00']) {
      assert.deepEqual(isDoubtful(text), [true], text);
    }
    for (const text of ['50,00', '-50,00', '€ 50,00'])
      assert.deepEqual(isDoubtful(text), [false], text);
  });
  it('may have a dash instead of cents', () => {
    assert.deepEqual(amountsIn('€ 50,-'), [[5000n, 'EUR']]);
  });
  it('is not an amount of money with more than two decimals', () => {
    assert.deepEqual(amountsIn('0,07251'), [[null, null]]);
  });
});

describe('spaces in a number', () => {
  it('separate thousands where the document does so throughout', () => {
    assert.deepEqual(amountsIn('1 234,56'), [[123_456n, null]]);
  });
  it('separate numbers where the document separates thousands with points', () => {
    const values = amountsIn('2 234,56      1.234,56');
    assert.deepEqual(values, [
      [200n, null],
      [23_456n, null],
      [123_456n, null],
    ]);
  });
  it('after the decimal sign are accepted on recognised pages', () => {
    assert.deepEqual(amountsIn('49. 40', 'recognised'), [[4940n, null]]);
    assert.notDeepEqual(amountsIn('49. 40'), [[4940n, null]]);
  });
});

describe('a percentage', () => {
  it('is not an amount, and is stored in basis points', () => {
    const { percents, numbers } = valuesIn('21% 9 % 5,5% 7.70 %');
    assert.deepEqual(
      percents.map(({ rateBp }) => rateBp),
      [2100, 900, 550, 770],
    );
    assert.deepEqual(numbers, []);
  });
  it('above a hundred is ignored', () => {
    assert.deepEqual(valuesIn('250%').percents, []);
  });
});

describe('a date', () => {
  it('is not a number, but the numbers beside it are', () => {
    const { dates, numbers } = valuesIn('24-11-2026 12,50');
    assert.deepEqual(
      dates.map(({ date, text }) => [date, text]),
      [['2026-11-24', '24-11-2026']],
    );
    assert.deepEqual(
      numbers.map(({ minor }) => minor),
      [1250n],
    );
  });
});

describe('digits in longer words', () => {
  it('are not numbers', () => {
    for (const text of ['A4', '2026-17/3', 'NL91ABNA0417164300', '#12', 'art.12', '3x', '12/34']) {
      assert.deepEqual(amountsIn(text), [], text);
    }
  });
});
