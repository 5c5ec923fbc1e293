import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLabels } from '@smart-accounting/worker/extract/find-labels';
import { plainLetters } from '@smart-accounting/worker/extract/patterns/plain-letters';
import type { LabelName } from '@smart-accounting/worker/extract/rules/label-rule';
import { monthNumber } from '@smart-accounting/worker/extract/rules/months';
import { reverseChargeWords } from '@smart-accounting/worker/extract/rules/reverse-charge';
import { typedLayout } from '@smart-accounting/worker/extract/typed-page.fixture';
import { wordingsByLanguage, type Wordings } from './wordings.ts';

/** What the extraction rules must recognise the wordings of each thing as. */
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

describe('the wordings of generated invoices', () => {
  for (const [language, wordings] of Object.entries(wordingsByLanguage)) {
    it(`are known to the extraction rules (${language})`, () => {
      const choices = new Map<string, readonly string[]>(Object.entries(wordings));
      for (const [thing, names] of Object.entries(meanings)) {
        for (const text of choices.get(thing) ?? []) {
          const found = findLabels(typedLayout(text))[0]?.name;
          assert.ok(found && names.includes(found), `${thing} "${text}" is ${found ?? 'no label'}`);
        }
      }
    });
    it(`have twelve known months, and known words for reverse charge (${language})`, () => {
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
