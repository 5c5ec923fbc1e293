import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLabels } from '../extract/find-labels.ts';
import { typedLayout } from '../extract/typed-page.fixture.ts';
import type { LabelName } from '../extract/rules/label-rule.ts';
import { monthNumber } from '../extract/rules/months.ts';
import { reverseChargeWords } from '../extract/rules/reverse-charge.ts';
import { plainLetters } from '../extract/patterns/plain-letters.ts';
import { wordingsByLanguage, type Wordings } from './wordings.ts';

/** What the reading rules have to make of the words of each thing. */
const meanings: Partial<Record<keyof Wordings, readonly LabelName[]>> = {
  invoice: ['invoice_title'],
  creditNote: ['credit_title'],
  number: ['invoice_number'],
  creditNumber: ['invoice_number', 'credit_number'],
  date: ['invoice_date'],
  supplyDate: ['supply_date'],
  dueDate: ['due_date'],
  order: ['order_reference'],
  paymentReference: ['payment_reference'],
  customerNumber: ['other_number'],
  customer: ['customer'],
  supplier: ['supplier', 'date_word'],
  net: ['net_total'],
  vat: ['vat_total'],
  total: ['total', 'payable'],
  vatNumber: ['vat_number', 'vat_total'],
};

describe('the words of invented invoices', () => {
  for (const [language, wordings] of Object.entries(wordingsByLanguage)) {
    it(`are known to the reading rules (${language})`, () => {
      const choices = new Map<string, readonly string[]>(Object.entries(wordings));
      for (const [thing, names] of Object.entries(meanings)) {
        for (const text of choices.get(thing) ?? []) {
          const found = findLabels(typedLayout(text))[0]?.name;
          assert.ok(found && names.includes(found), `${thing} "${text}" is ${found ?? 'no label'}`);
        }
      }
    });
    it(`name the twelve months, and say reverse charge as the rules know it (${language})`, () => {
      assert.deepEqual(
        wordings.months.map(monthNumber),
        Array.from({ length: 12 }, (_, index) => index + 1),
      );
      for (const text of wordings.reverseCharge) {
        assert.ok(
          reverseChargeWords.some((words) => plainLetters(text).includes(words)),
          text,
        );
      }
    });
  }
});
