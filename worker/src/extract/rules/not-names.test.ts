import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { looksLikeName } from '../parties/party-names.ts';

describe('what is no name', () => {
  it('is a sentence', () => {
    for (const text of [
      'This invoice is for the billing period July 1',
      'Thank you for your order',
      'Wij danken u voor uw opdracht',
      'Hierbij ontvangt u de factuur',
      'Vielen Dank für ihren Auftrag und das Vertrauen',
      'Bitte überweisen Sie den Betrag',
      'Nous vous remercions de votre commande',
      'Deze factuur wordt automatisch geïncasseerd',
    ]) {
      assert.equal(looksLikeName(text), false, text);
    }
  });
  it('is the title of a document', () => {
    for (const text of [
      ...['Kopie factuur', 'KOPIE FACTUUR', 'Factuur (kopie)', 'Duplicaat', 'Invoice copy'],
      ...['REKENINGAFSCHRIFT', 'Kontoauszug 10/2026', 'Account statement', 'RELEVÉ DE COMPTE'],
      ...['Rechnungskopie', 'Duplicata facture', 'SIMPLIFIED TAX INVOICE', 'Kassabon', 'Pro forma'],
    ]) {
      assert.equal(looksLikeName(text), false, text);
    }
  });
  it('is a line with a postcode', () => {
    for (const text of [
      '2678 AB De Lier',
      '2678AB De Lier',
      'De Lier 2678 AB',
      'NL-2678 AB De Lier',
    ]) {
      assert.equal(looksLikeName(text), false, text);
    }
  });
  it('does not make names of these kinds disappear', () => {
    for (const text of [
      ...[
        'Stichting voor de Kunst van het Noorden',
        'We Are Social BV',
        'Uw Bakker',
        'Copy Shop Kroon',
      ],
      ...['De Bonte Koe', 'Tax & Advies Groep', 'Ticket Service Nederland', 'Thank You Flowers'],
      ...['Gesellschaft für Technik und Bau mbH', 'Au Bon Pain', 'The Invoice Company Ltd'],
    ]) {
      assert.equal(looksLikeName(text), true, text);
    }
  });
});
