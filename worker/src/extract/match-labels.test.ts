import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchLabels } from './match-labels.ts';
import { typedFacts } from './typed-page.fixture.ts';
import type { LabelName } from './rules/label-rule.ts';

/** The numbers that labels with this name belong to, best first. */
function numbersFor(name: LabelName, template: string): string[] {
  const facts = typedFacts(template);
  return matchLabels([name], facts, facts.references).map(({ value }) => value.id);
}

describe('a label belongs to', () => {
  it('the value to its right rather than the one below', () => {
    const template = `
Factuurnummer      20260017
88887777`;
    assert.deepEqual(numbersFor('invoice_number', template), ['20260017']);
  });
  it('the value below when there is none beside it', () => {
    const template = `
Factuurnummer      Klantnummer
20260017           88887777`;
    assert.equal(numbersFor('invoice_number', template)[0], '20260017');
    assert.equal(numbersFor('other_number', template)[0], '88887777');
  });
  it('the nearest value most, and less to those after it', () => {
    const template = 'Factuurnummer      20260017      55556666';
    assert.deepEqual(numbersFor('invoice_number', template), ['20260017', '55556666']);
  });
});

describe('another label in between', () => {
  it('claims the value beside it', () => {
    const template = 'Factuurnummer      Klantnummer      88887777';
    assert.deepEqual(numbersFor('invoice_number', template), []);
    assert.deepEqual(numbersFor('other_number', template), ['88887777']);
  });
  it('claims the value below it', () => {
    const template = `
Factuurnummer
Klantnummer
88887777`;
    assert.deepEqual(numbersFor('invoice_number', template), []);
  });
  it('on the line of a value below claims it', () => {
    const template = `
Factuurnummer
Klantnummer: 88887777`;
    assert.deepEqual(numbersFor('invoice_number', template), []);
  });
});

describe('a label in another context', () => {
  it('in a table of invoice lines is about a line, not about the document', () => {
    const template = `
Omschrijving               Aantal     Prijs      Bedrag
Ordernummer 445566         2          10,00      20,00`;
    assert.deepEqual(numbersFor('order_reference', template), []);
  });
  it('in the head of a table is the name of a column, when it has many meanings', () => {
    const template = `
Ref.       Omschrijving               Aantal     Prijs      Bedrag
40666      Drukwerk                   2          10,00      20,00`;
    assert.deepEqual(numbersFor('payment_reference', template), []);
  });
  it('in the section of a party counts less than one outside', () => {
    const inside = typedFacts(`
Factuuradres
Bakkerij Duinzicht
Ordernummer: 445566`);
    const outside = typedFacts('Ordernummer: 445566');
    const [less] = matchLabels(['order_reference'], inside, inside.references);
    const [more] = matchLabels(['order_reference'], outside, outside.references);
    assert.ok(less && more && less.score < more.score);
  });
});
