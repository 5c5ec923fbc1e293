import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { candidatesFor } from './candidates.ts';
import { typedFacts } from './typed-page.fixture.ts';
import type { LabelName } from './rules/label-rule.ts';

/** The numbers that labels of a name speak for, best first. */
function numbersFor(name: LabelName, template: string): string[] {
  const facts = typedFacts(template);
  return candidatesFor([name], facts, facts.references).map(({ value }) => value.id);
}

describe('a label speaks for', () => {
  it('what stands right of it rather than below', () => {
    const template = `
Factuurnummer      20260017
88887777`;
    assert.deepEqual(numbersFor('invoice_number', template), ['20260017']);
  });
  it('what stands below it when nothing stands beside it', () => {
    const template = `
Factuurnummer      Klantnummer
20260017           88887777`;
    assert.equal(numbersFor('invoice_number', template)[0], '20260017');
    assert.equal(numbersFor('other_number', template)[0], '88887777');
  });
  it('the nearest value most, others behind it less', () => {
    const template = 'Factuurnummer      20260017      55556666';
    assert.deepEqual(numbersFor('invoice_number', template), ['20260017', '55556666']);
  });
});

describe('another label on the way', () => {
  it('takes the value beside it', () => {
    const template = 'Factuurnummer      Klantnummer      88887777';
    assert.deepEqual(numbersFor('invoice_number', template), []);
    assert.deepEqual(numbersFor('other_number', template), ['88887777']);
  });
  it('takes the value below it', () => {
    const template = `
Factuurnummer
Klantnummer
88887777`;
    assert.deepEqual(numbersFor('invoice_number', template), []);
  });
  it('in the line of a value below keeps it', () => {
    const template = `
Factuurnummer
Klantnummer: 88887777`;
    assert.deepEqual(numbersFor('invoice_number', template), []);
  });
});

describe('a label elsewhere', () => {
  it('in a table of lines speaks of a line, not of the document', () => {
    const template = `
Omschrijving               Aantal     Prijs      Bedrag
Ordernummer 445566         2          10,00      20,00`;
    assert.deepEqual(numbersFor('order_reference', template), []);
  });
  it('in the head of a table names a column, when it is one of many meanings', () => {
    const template = `
Ref.       Omschrijving               Aantal     Prijs      Bedrag
40666      Drukwerk                   2          10,00      20,00`;
    assert.deepEqual(numbersFor('payment_reference', template), []);
  });
  it('in the section of a party says less than one outside', () => {
    const inside = typedFacts(`
Factuuradres
Bakkerij Duinzicht
Ordernummer: 445566`);
    const outside = typedFacts('Ordernummer: 445566');
    const [less] = candidatesFor(['order_reference'], inside, inside.references);
    const [more] = candidatesFor(['order_reference'], outside, outside.references);
    assert.ok(less && more && less.score < more.score);
  });
});
