import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { domainsIn, isContactLine, isPostalLine, isStreetLine } from './address.ts';

function expectAll(test: (text: string) => boolean, expected: boolean, texts: readonly string[]) {
  for (const text of texts) assert.equal(test(text), expected, text);
}

describe('postcode and town', () => {
  it('are recognised as written in Europe and North America', () => {
    expectAll(isPostalLine, true, [
      '1234 AB Edam',
      '1234AB  Edam',
      "1234 AB 's-Gravenhage",
      '80333 München',
      'D-80333 München',
      'F-75001 Paris',
      '2000 Antwerpen',
      'B-2000 Antwerpen',
      'London SW1A 1AA',
      'Springfield, IL 62704',
    ]);
  });
  it('are not other numbers or amounts', () => {
    expectAll(isPostalLine, false, [
      'Edam',
      'KvK 27312345',
      '1.234,56 EUR',
      'Factuur 2026-1017',
      'ons kenmerk ab 1234',
    ]);
  });
});

describe('street and number', () => {
  it('are recognised in either order, and so is a post office box', () => {
    expectAll(isStreetLine, true, [
      'Dorpsstraat 12',
      'Van Beethovenlaan 12a',
      'Oude Gracht 7 bis',
      'Postbus 417',
      'P.O. Box 17',
      'Postfach 10 20',
      'Musterstraße 5',
      'Hauptstr. 5',
      '12 rue des Lilas',
      '221b, Baker Street',
      'Kerkplein 17',
    ]);
  });
  it('are not a sentence or an amount', () => {
    expectAll(isStreetLine, false, [
      'Wij danken u voor uw opdracht',
      'Waterland Advies B.V.',
      '12 dozen printerpapier',
      'Totaal 1.210,00',
    ]);
  });
});

describe('contact details', () => {
  it('are mail, web or telephone', () => {
    expectAll(isContactLine, true, [
      'info@waterland.example',
      'www.waterland.example',
      'https://waterland.example',
      'Tel: +31 20 1234567',
      'T 020-1234567',
      'Fax. (020) 1234567',
      '+31 20 123 45 67',
    ]);
  });
  it('are not other lines that begin with the same letters', () => {
    expectAll(isContactLine, false, ['Totaal 12,00', 'Talent B.V.', 'Dorpsstraat 12', '31 dagen']);
  });
});

describe('the domains of a text', () => {
  it('are those of mail and web addresses, without their top-level domain', () => {
    assert.deepEqual(domainsIn('Info@Waterland.nl of www.water-land.co.uk, https://kroon.nl/x'), [
      'waterland',
      'water-land',
      'kroon',
    ]);
  });
  it('exclude free mail providers', () => {
    assert.deepEqual(domainsIn('jan@gmail.com, anna@ziggo.nl'), []);
  });
});
