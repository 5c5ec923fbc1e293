import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentKind } from '@smart-accounting/accounting/vocabularies';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { extractInvoice } from '../extract-invoice.ts';
import { typedFacts, typedPage } from '../typed-page.fixture.ts';
import { decideKind } from './decide-kind.ts';

const nobody = { name: '', vatNumber: null, kvkNumber: null };
const letterhead = `
Kroon Handel B.V.
Kadelaan 1
1234 AB Edam
KvK 27312345      BTW NL004495445B01         IBAN NL91 ABNA 0417 1643 00
`;
const table = `
Omschrijving          Aantal      Prijs      Bedrag
Onderhoud             2           50,00      100,00
`;
const sums = `
Totaal excl. btw                                      100,00
21% btw                                               21,00
Totaal te betalen                                     121,00`;

const documents: Readonly<Record<DocumentKind, Readonly<Record<string, string>>>> = {
  invoice: {
    'with a title': `${letterhead}\nFACTUUR\n\nFactuurnummer: F-1\n${table}${sums}`,
    'without a title': `${letterhead}\nFactuurnummer: F-1\nFactuurdatum: 03-11-2026\n${table}${sums}`,
    'that mentions an order': `${letterhead}\nFACTUUR\n\nFactuurnummer: F-1\nBestelling: 4711\nPakbon: 99\nOfferte: 12\n${table}${sums}`,
    'whose only title is of the order that it confirms': `${letterhead}\nFactuurnummer: F-1\nBestelling 4711\n${table}${sums}`,
    'that is a packing slip, too': `${letterhead}\nFACTUUR / PAKBON\n\nFactuurnummer: F-1\n${table}${sums}`,
    'that warns of what a reminder costs': `${letterhead}\nFACTUUR\n\nFactuurnummer: F-1\n${table}${sums}\nNa de vervaldatum rekenen wij aanmaningskosten.`,
    'with an account of what was paid before': `${letterhead}\nENERGIENOTA\n\nFactuurnummer: F-1\nVorig saldo     50,00\nBetaald     50,00\n${table}${sums}\nNieuw saldo     121,00`,
    'that is called a bill': `${letterhead}\nELECTRICITY BILL\n\nBill number: 12345\nPrevious balance     50.00\nAmount due     121.00\nDue date: 3 December 2026`,
    'of advances, in German': `${letterhead}\nABSCHLAGSRECHNUNG\n\nRechnungsnummer: RE-1\n\nGesamtbetrag     119,00\nMwst 19%     19,00`,
    'of an association, in German': `${letterhead}\nBEITRAGSRECHNUNG\n\nNr. 2026-1\n\nGesamtbetrag     60,00`,
    'in French, with the quotation it follows': `${letterhead}\nFACTURE\n\nNuméro de facture: FA-1\nDevis: D-9\nBon de commande: 4\n\nTotal TTC     120,00\nTVA 20%     20,00`,
    'of a delivery on a delivery note': `${letterhead}\nRECHNUNG\n\nRechnungsnummer: RE-1\n\nLieferschein 4711 vom 01.10.2026\n\nGesamtbetrag     119,00`,
    'that confirms the order in its thanks': `${letterhead}\nINVOICE\n\nInvoice number: 7\nThank you for your order\n\nTotal due     60.00\nVAT 20%     10.00`,
  },
  credit_note: {
    'in Dutch': `${letterhead}\nCREDITNOTA\n\nCreditnotanummer: C-1\n${table}${sums}`,
    'in German': `${letterhead}\nGUTSCHRIFT\n\nGutschriftsnummer: G-1\n\nGesamtbetrag     119,00`,
    'of an invoice': `${letterhead}\nCREDITFACTUUR\n\nNummer: C-1\nBetreft factuur F-1\n${table}${sums}`,
  },
  receipt: {
    'of a till': `Bakker Bart\nDorpsstraat 5\n\nBon 123     03-11-2026 12:30\nKoffie     2,50\nTotaal     2,50\nPIN     2,50\nWisselgeld     0,00`,
    'with its title': `RECEIPT\n\nCorner Shop\n03/11/2026\nCoffee     2.50\nTotal     2.50\nCash     5.00\nChange     2.50`,
  },
  reminder: {
    'in Dutch': `${letterhead}\nBETALINGSHERINNERING\n\nFactuurnummer: F-1\nFactuurdatum: 03-09-2026\n\nDe factuur is nog niet voldaan.\n\nOpenstaand bedrag     121,00`,
    'that is the last': `${letterhead}\nLaatste aanmaning\n\nFactuurnummer     Factuurdatum     Bedrag\nF-1     03-09-2026     121,00\nAanmaningskosten     40,00\nTe betalen     161,00`,
    'by its subject': `${letterhead}\nGeachte heer,\n\nBetreft: herinnering factuur F-1\n\nWij hebben nog geen betaling ontvangen van 121,00.`,
    'in English': `${letterhead}\nPAYMENT REMINDER\n\nInvoice number: INV-1\nInvoice date: 3 September 2026\nOur records show that this invoice has not been paid.\n\nAmount due     121.00`,
    'in English, the final one': `${letterhead}\nFINAL NOTICE\n\nInvoice no. INV-1 is overdue.\n\nAmount due     121.00`,
    'in German': `${letterhead}\n2. MAHNUNG\n\nRechnungsnummer: RE-1\nRechnungsdatum: 03.09.2026\n\nGesamtbetrag     119,00\nMahngebühr     5,00`,
    'in German, kindly': `${letterhead}\nFreundliche Zahlungserinnerung\n\nRechnung Nr. RE-1 vom 03.09.2026 ist noch offen.\n\nOffener Betrag     119,00`,
    'in French': `${letterhead}\nRAPPEL DE PAIEMENT\n\nFacture n° FA-1\n\nSauf erreur de notre part, cette facture reste impayée.\n\nMontant     120,00`,
    'in French, formal': `${letterhead}\nMISE EN DEMEURE\n\nNuméro de facture: FA-1\n\nSolde     120,00`,
  },
  statement: {
    'of a Dutch bank': `ING\n\nREKENINGAFSCHRIFT\n\nIBAN NL91 ABNA 0417 1643 00\n\nDatum     Omschrijving     Af     Bij     Saldo\n01-11-2026     Huur     1.000,00          500,00\n\nBeginsaldo     1.500,00\nEindsaldo     500,00`,
    'of a bank, without a title': `FIRST CHEQUING\n\nDate     Description     Debits     Credits     Balance\n31 Jul 2026     Balance Forward               99,878.08\n01 Aug 2026     Cheque     36.07          99,914.15`,
    'of a German bank': `Sparkasse\n\nKONTOAUSZUG\n\nAlter Kontostand     100,00\n01.11.2026     Miete     -50,00\nNeuer Kontostand     50,00`,
    'of a French bank': `RELEVÉ DE COMPTE\n\nDate     Libellé     Débit     Crédit\nAncien solde     100,00\nNouveau solde     50,00`,
    'of open invoices': `${letterhead}\nOVERZICHT OPENSTAANDE FACTUREN\n\nFactuurnummer     Datum     Bedrag\nF-1     03-09-2026     121,00\nF-2     03-10-2026     50,00\nTotaal     171,00`,
    'of account with a customer': `${letterhead}\nSTATEMENT OF ACCOUNT\n\nDate     Invoice     Amount     Balance\n01/09/2026     INV-1     121.00     121.00\nBalance due     121.00`,
  },
  order: {
    'of ours': `${letterhead}\nINKOOPORDER\n\nOrdernummer: 4711\nHierbij bestellen wij:\n${table}${sums}`,
    'confirmed in Dutch': `${letterhead}\nORDERBEVESTIGING\n\nOrdernummer: 4711\n${table}${sums}`,
    'confirmed in English': `${letterhead}\nORDER CONFIRMATION\n\nOrder number: 4711\n\nTotal     121.00\nVAT 21%     21.00`,
    'confirmed in German': `${letterhead}\nAUFTRAGSBESTÄTIGUNG\n\nAuftragsnummer: 4711\n\nGesamtbetrag     119,00\nMwst 19%     19,00`,
    'in French': `${letterhead}\nBON DE COMMANDE\n\nN° de commande: 4711\n\nTotal TTC     120,00`,
  },
  delivery_note: {
    'in Dutch': `${letterhead}\nPAKBON\n\nPakbonnummer: 4711\n\nArtikel     Aantal\nSchroeven     10`,
    'in English': `${letterhead}\nDELIVERY NOTE\n\nDelivery note no. 4711\n\nItem     Qty shipped\nScrews     10`,
    'in German': `${letterhead}\nLIEFERSCHEIN\n\nLieferschein-Nr. 4711\n\nArtikel     Menge\nSchrauben     10`,
    'in French': `${letterhead}\nBON DE LIVRAISON\n\nBL n° 4711\n\nArticle     Quantité\nVis     10`,
  },
  other: {
    'a quotation': `${letterhead}\nOFFERTE\n\nOffertenummer: 12\n${table}${sums}\nDeze offerte is geldig tot 1 januari.`,
    'a pro forma invoice': `${letterhead}\nPROFORMA FACTUUR\n\nNummer: 12\n${table}${sums}`,
    'a pro forma invoice in English': `${letterhead}\nPRO FORMA INVOICE\n\nNumber: 12\n\nTotal     121.00\nVAT 21%     21.00`,
    'a quotation in German': `${letterhead}\nANGEBOT\n\nAngebotsnummer: 12\n\nGesamtbetrag     119,00\nMwst 19%     19,00`,
    'a quotation in French': `${letterhead}\nDEVIS\n\nDevis n° 12\n\nTotal TTC     120,00\nTVA 20%     20,00`,
    'a letter': `Geachte heer Jansen,\n\nHartelijk dank voor het prettige gesprek van gisteren.\nWij zien ernaar uit om samen met u aan de slag te gaan\nen nemen volgende week contact met u op om een\nafspraak te maken voor een bezoek aan ons kantoor in Edam.\n\nMet vriendelijke groet`,
  },
};

describe('the kind of a document', () => {
  for (const [kind, examples] of Object.entries(documents)) {
    for (const [name, text] of Object.entries(examples)) {
      it(`is ${kind}: one ${name}`, () => {
        const decided = decideKind(typedFacts(text));
        assert.equal(decided.kind, kind, JSON.stringify(decided.second));
        assert.notEqual(decided.second?.kind, decided.kind);
      });
    }
  }

  it('is found in a scan with misread letters, too', () => {
    const text =
      documents.reminder['in Dutch']?.replace('BETALINGSHERINNERING', 'BETALINGSHERlNNERlNG') ?? '';
    assert.equal(
      decideKind(typedFacts(text, { source: 'recognised', confidence: 0.6 })).kind,
      'reminder',
    );
  });

  it('is told to a person when it is none that is booked', () => {
    const pages = [typedPage(documents.statement['of a Dutch bank'] ?? '')];
    const { kind, findings } = extractInvoice({ pages, eInvoice: null, ownCompany: nobody });
    assert.equal(kind.kind, 'statement');
    const [finding] = findings;
    assert.deepEqual(
      [finding?.code, finding?.found, finding?.page],
      ['not_an_invoice', 'statement', 1],
    );
  });

  it('is a reminder when a copy of the invoice comes with it, whose values are read', () => {
    const pages = [documents.reminder['in Dutch'], documents.invoice['with a title']].map(
      (text, index) => typedPage(text ?? '', { number: index + 1 }),
    );
    const read = extractInvoice({ pages, eInvoice: null, ownCompany: nobody });
    assert.deepEqual([read.kind.kind, read.fields.total?.page], ['reminder', 2]);
    assert.deepEqual(
      read.findings.map(({ code }) => code),
      ['not_an_invoice'],
    );
  });

  it('is an invoice when its packing list lies on top', () => {
    const pages = [documents.delivery_note['in Dutch'], documents.invoice['with a title']].map(
      (text, index) => typedPage(text ?? '', { number: index + 1 }),
    );
    const read = extractInvoice({ pages, eInvoice: null, ownCompany: nobody });
    assert.deepEqual([read.kind.kind, read.findings, read.fields.total?.page], ['invoice', [], 2]);
  });

  it('is what an e-invoice says, whatever its page looks like', () => {
    const xml = ublDocument(generateInvoice(new Random(7)));
    const eInvoice = readEInvoice(xml);
    const pages = [typedPage(documents.order['of ours'] ?? '')];
    const { kind, findings } = extractInvoice({ pages, eInvoice, ownCompany: nobody });
    assert.ok(['invoice', 'credit_note'].includes(kind.kind));
    assert.ok(!findings.some(({ code }) => code === 'not_an_invoice'));
  });
});
