import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  decimalOfNumber,
  decimalSignOf,
  minorOfNumber,
  parseNumber,
  type DecimalSign,
} from './number.ts';

function minorOf(text: string, sign: DecimalSign | null = null): bigint | null {
  const number = parseNumber(text, sign);
  return number && minorOfNumber(number);
}

function decimalOf(text: string, sign: DecimalSign | null = null): string | null {
  const number = parseNumber(text, sign);
  return number && decimalOfNumber(number);
}

const cents = fc.bigInt({ min: 0n, max: 10n ** 12n });
const notations = [
  { thousands: '.', decimal: ',' },
  { thousands: ',', decimal: '.' },
  { thousands: ' ', decimal: ',' },
  { thousands: '\u00A0', decimal: ',' },
  { thousands: '\u202F', decimal: ',' },
  { thousands: "'", decimal: '.' },
  { thousands: '’', decimal: '.' },
  { thousands: '', decimal: ',' },
  { thousands: '', decimal: '.' },
] as const;

describe('a number in any European notation', () => {
  it('is read exactly, with its cents', () => {
    fc.assert(
      fc.property(cents, fc.constantFrom(...notations), (minor, { thousands, decimal }) => {
        const whole = String(minor / 100n).replace(/\B(?=(\d{3})+$)/g, thousands);
        const text = `${whole}${decimal}${String(minor % 100n).padStart(2, '0')}`;
        assert.equal(minorOf(text), minor, text);
      }),
    );
  });
  it('may have a dash instead of cents', () => {
    for (const text of ['50,-', '50.-', '50,–', '50,=']) assert.equal(minorOf(text), 5000n, text);
    assert.equal(minorOf('1.250,-'), 125_000n);
  });
  it('is negative with a minus on either side, or in brackets', () => {
    for (const text of ['-12,50', '- 12,50', '–12,50', '−12,50', '12,50-', '12,50 -', '(12,50)']) {
      assert.equal(minorOf(text), -1250n, text);
    }
  });
  it('keeps more decimals than money has, but is then not an amount', () => {
    assert.equal(decimalOf('0,0725'), '0.0725');
    assert.equal(minorOf('0,0725'), null);
    assert.equal(decimalOf('1.234,5000'), '1234.5');
  });
});

describe('a separator before three digits', () => {
  it('separates thousands unless it is the document’s decimal sign', () => {
    assert.equal(decimalOf('1.234', ','), '1234');
    assert.equal(decimalOf('1.234', null), '1234');
    assert.equal(decimalOf('1.234', '.'), '1.234');
    assert.equal(decimalOf('1,234', '.'), '1234');
    assert.equal(decimalOf('1,234', ','), '1.234');
  });
  it('is a decimal sign after a single zero, and after another separator', () => {
    assert.equal(decimalOf('0.125', ','), '0.125');
    assert.equal(decimalOf('1.234,567', ','), '1234.567');
  });
  it('separates thousands when it occurs twice', () => {
    assert.equal(decimalOf('1.234.567', '.'), '1234567');
    assert.equal(decimalOf('1,234,567', null), '1234567');
  });
});

describe('what is not a number', () => {
  it('is rejected, however similar', () => {
    const texts = ['', 'abc', '12a', '1..2', '1.23.4', '12,', '1.2345.678,00', '12 34,00', '1-2'];
    for (const text of texts) assert.equal(parseNumber(text, null), null, text);
  });
  it('is also too large for an amount above a quadrillion', () => {
    assert.equal(minorOf('9'.repeat(13) + ',00'), BigInt('9'.repeat(13)) * 100n);
    assert.equal(minorOf('9'.repeat(30)), null);
  });
});

describe('a number as a plain decimal', () => {
  it('drops redundant zeros, and the sign of zero', () => {
    assert.equal(decimalOf('007,50'), '7.5');
    assert.equal(decimalOf('-0,00'), '0');
    assert.equal(decimalOf('-3,10'), '-3.1');
    assert.equal(decimalOf('0,05'), '0.05');
  });
});

describe('the decimal sign of a document', () => {
  it('is decided by the majority of its numbers with two decimals', () => {
    assert.equal(decimalSignOf(['1.234,50', '7,25', '3.50']), ',');
    assert.equal(decimalSignOf(['Total 1,234.50', '$7.25', '3,50']), '.');
  });
  it('is not decided by dates, versions and thousands, nor by a tie', () => {
    assert.equal(decimalSignOf(['24.11.2026', '1.22.3', '12.34-5', '1.234']), null);
    assert.equal(decimalSignOf(['1,50', '1.50']), null);
    assert.equal(decimalSignOf([]), null);
  });
});
