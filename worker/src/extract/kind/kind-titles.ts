import type { DocumentKind } from '@smart-accounting/accounting/vocabularies';

/**
 * What a title can say that a page is: a document of a kind; a specification, which goes on with an invoice; or an
 * enclosure, which only comes with one and says nothing about it.
 */
export type TitleKind = DocumentKind | 'specification' | 'enclosure';

/**
 * Titles by language, in plain letters, separated by commas. `weight` (0 to 1) is how certain the words on their own are:
 * a statement may be an invoice in some trades.
 */
export interface TitleRule {
  readonly kind: TitleKind;
  readonly weight: number;
  readonly nl?: string;
  readonly en?: string;
  readonly de?: string;
  readonly fr?: string;
}

/** The titles of documents in four languages. What stands in two rules counts for the longer words. */
export const titleRules: readonly TitleRule[] = [
  {
    kind: 'invoice',
    weight: 1,
    nl: `
      factuur, verkoopfactuur, nota, debetfactuur, debetnota, voorschotfactuur, voorschotnota,
      termijnfactuur, termijnnota, deelfactuur, slotfactuur, eindfactuur, verzamelfactuur,
      jaarnota, jaarafrekening, eindafrekening, afrekening, maandnota, energienota, maandfactuur,
      premienota, premiefactuur, contributienota, contributiefactuur, huurfactuur, onkostennota,
      kostennota, declaratie, honorariumnota, kopiefactuur, kopie factuur, digitale factuur,
      e factuur, incassofactuur, servicefactuur, webfactuur, periodieke factuur, bijdragefactuur,
      collegegeldfactuur, factuur leverbon, factuur pakbon, factuur orderbevestiging,
      factuur bestelling, pakbon factuur, leverbon factuur, betaalde factuur`,
    en: `
      invoice, tax invoice, vat invoice, sales invoice, commercial invoice, bill, debit note,
      final invoice, interim invoice, progress invoice, invoice copy, copy invoice, fee note,
      self billed invoice, self billing invoice, consolidated invoice, recurring invoice,
      electricity bill, gas bill, water bill, phone bill, invoice receipt, receipt invoice,
      prepayment invoice, deposit invoice, premium notice, billing invoice, service invoice,
      invoice statement, invoice delivery note, paid invoice`,
    de: `
      rechnung, warenrechnung, handelsrechnung, teilrechnung, schlussrechnung, abschlagsrechnung,
      anzahlungsrechnung, sammelrechnung, faktura, honorarnote, honorarrechnung, abrechnung,
      beitragsrechnung, rechnungskopie, endabrechnung, jahresabrechnung, monatsrechnung,
      lieferantenrechnung, ausgangsrechnung, dienstleistungsrechnung, gebuhrenrechnung,
      pramienrechnung, rechnung lieferschein, lieferschein rechnung, quittung rechnung,
      barrechnung, betriebskostenabrechnung, reisekostenabrechnung, nebenkostenabrechnung`,
    fr: `
      facture, facture d acompte, facture de solde, facture client, note de frais,
      note d honoraires, note de debit, facture definitive, facture de vente, copie de facture,
      duplicata de facture, facture recapitulative, facture electronique, facture acquittee,
      facture bon de livraison`,
  },
  { kind: 'invoice', weight: 0.5, nl: 'rekening' },
  {
    kind: 'credit_note',
    weight: 1,
    nl: 'creditnota, creditfactuur, credit nota, credit factuur',
    en: 'credit note, credit memo, credit invoice, credit memorandum',
    de: `
      gutschrift, rechnungskorrektur, rechnungs korrektur, stornorechnung, korrekturrechnung,
      storno rechnung`,
    fr: 'avoir, note de credit, facture d avoir',
  },
  {
    kind: 'receipt',
    weight: 1,
    nl: 'kassabon, kassaticket, klantenbon, betaalbewijs, kwitantie, bonnetje',
    en: 'receipt, sales receipt, cash receipt, till receipt, cash bill, payment receipt',
    de: 'kassenbon, kassenbeleg, quittung, kassenzettel, bewirtungsbeleg',
    fr: 'ticket de caisse, recu, ticket, quittance',
  },
  {
    kind: 'reminder',
    weight: 1,
    nl: `
      herinnering, betalingsherinnering, betaalherinnering, eerste herinnering, tweede herinnering,
      derde herinnering, 1e herinnering, 2e herinnering, 3e herinnering, laatste herinnering,
      vriendelijke herinnering, aanmaning, eerste aanmaning, tweede aanmaning, laatste aanmaning,
      1e aanmaning, 2e aanmaning, 3e aanmaning, betalingsaanmaning, sommatie, laatste sommatie,
      ingebrekestelling, herinneringsnota, veertiendagenbrief, wik brief, aanmaningsbrief,
      herinnering factuur, herinnering openstaande factuur, factuur herinnering,
      achterstallige betaling, betalingsachterstand`,
    en: `
      reminder, payment reminder, first reminder, second reminder, third reminder, 1st reminder,
      2nd reminder, 3rd reminder, final reminder, friendly reminder, final notice, final demand,
      overdue notice, past due notice, dunning letter, dunning notice, notice of default,
      overdue payment, overdue invoice, overdue payment reminder, late payment notice,
      invoice reminder, reminder invoice, reminder letter, demand for payment, collection notice`,
    de: `
      mahnung, erste mahnung, zweite mahnung, dritte mahnung, letzte mahnung, 1 mahnung,
      2 mahnung, 3 mahnung, zahlungserinnerung, erinnerung, freundliche erinnerung,
      freundliche zahlungserinnerung, letzte zahlungserinnerung, mahnschreiben,
      zahlungsaufforderung, erinnerungsschreiben, mahnstufe 1, mahnstufe 2, mahnstufe 3`,
    fr: `
      rappel, premier rappel, deuxieme rappel, second rappel, dernier rappel, 1er rappel,
      2e rappel, 2eme rappel, rappel de paiement, avis de rappel, lettre de rappel, relance,
      premiere relance, deuxieme relance, derniere relance, lettre de relance, mise en demeure,
      relance de paiement, facture impayee, factures impayees, rappel de facture,
      relance facture impayee`,
  },
  {
    kind: 'statement',
    weight: 1,
    nl: `
      bankafschrift, rekeningafschrift, dagafschrift, afschrift, rekeningoverzicht,
      saldo overzicht, saldooverzicht, transactieoverzicht, mutatieoverzicht, rekeninguittreksel,
      uittreksel, creditcardoverzicht, creditcardafschrift, openstaande posten,
      overzicht openstaande posten, openstaande facturen, overzicht openstaande facturen,
      openstaande postenlijst, debiteurenoverzicht, betalingsoverzicht, facturenoverzicht,
      bij en afschrijvingen, afschrift betaalrekening, financieel jaaroverzicht,
      saldobevestiging, overzicht facturen`,
    en: `
      bank statement, account statement, statement of account, statement of accounts,
      credit card statement, card statement, transaction history, transaction overview,
      account activity, open items, list of open items, open invoices, outstanding invoices,
      overview of open invoices, customer statement, supplier statement, vendor statement,
      balance confirmation, checking account statement, savings account statement`,
    de: `
      kontoauszug, bankauszug, kontoubersicht, umsatzubersicht, umsatzanzeige, kontoabrechnung,
      kreditkartenabrechnung, saldenbestatigung, saldenliste, offene posten, offene rechnungen,
      offene posten liste, op liste, ubersicht offene rechnungen, ubersicht offene posten,
      ubersicht offener rechnungen, tagesauszug, rechnungsubersicht`,
    fr: `
      releve de compte, releve bancaire, extrait de compte, extrait bancaire, releve d identite,
      releve de carte, releve des factures, etat de compte, releve de factures, releve d operations,
      factures ouvertes, factures en attente, situation de compte, releve mensuel`,
  },
  { kind: 'statement', weight: 0.7, en: 'statement, monthly statement', fr: 'releve' },
  {
    kind: 'order',
    weight: 1,
    nl: `
      inkooporder, inkoopopdracht, bestelbon, bestelorder, bestelling, bestelbevestiging,
      orderbevestiging, opdrachtbevestiging, bevestiging van uw bestelling, bevestiging bestelling,
      bevestiging opdracht, verkooporder, werkorder, order bevestiging, reserveringsbevestiging,
      boekingsbevestiging, aankooporder`,
    en: `
      purchase order, order confirmation, order acknowledgement, order acknowledgment,
      sales order, work order, confirmation of order, purchase order confirmation,
      booking confirmation, reservation confirmation, sales order confirmation`,
    de: `
      bestellung, bestellschein, auftragsbestatigung, bestellbestatigung, auftrag,
      kaufauftrag, einkaufsbestellung, buchungsbestatigung, reservierungsbestatigung`,
    fr: `
      bon de commande, confirmation de commande, commande, accuse de reception de commande,
      confirmation de reservation, ordre d achat`,
  },
  {
    kind: 'delivery_note',
    weight: 1,
    nl: `
      pakbon, leverbon, afleverbon, leveringsbon, vrachtbrief, paklijst, pakkingslijst, afleverbewijs,
      afleveringsbon, verzendbon, verzendnota, vrachtbon, begeleidingsbrief, weegbon`,
    en: `
      delivery note, packing slip, packing list, despatch note, dispatch note, delivery slip,
      delivery docket, shipping note, waybill, bill of lading, consignment note,
      proof of delivery, delivery receipt, goods received note, despatch advice, delivery order`,
    de: 'lieferschein, packliste, packschein, frachtbrief, versandschein, liefernachweis, warenbegleitschein',
    fr: `
      bon de livraison, bordereau de livraison, liste de colisage, lettre de voiture,
      bordereau d expedition, bon d expedition`,
  },
  {
    kind: 'other',
    weight: 1,
    nl: `
      offerte, prijsopgave, prijsofferte, aanbieding, kostenraming, proforma factuur,
      pro forma factuur, proformafactuur, pro forma, proforma, arbeidsovereenkomst, overeenkomst,
      huurovereenkomst, contract, loonstrook, salarisstrook, salarisspecificatie, jaaropgave,
      jaaropgaaf, polisblad, polis, verzekeringsbewijs, notulen, nieuwsbrief`,
    en: `
      quotation, quote, estimate, proposal, price quotation, sales quotation, cost estimate,
      proforma invoice, pro forma invoice, pro forma, proforma, contract, agreement,
      employment contract, payslip, pay slip, insurance policy, policy schedule, newsletter,
      minutes`,
    de: `
      angebot, kostenvoranschlag, preisangebot, proforma rechnung, proformarechnung,
      pro forma rechnung, vertrag, mietvertrag, arbeitsvertrag, gehaltsabrechnung,
      lohnabrechnung, entgeltabrechnung, verdienstabrechnung, lohnsteuerbescheinigung,
      versicherungsschein, protokoll`,
    fr: `
      devis, offre de prix, facture proforma, facture pro forma, contrat, contrat de travail,
      bulletin de paie, bulletin de salaire, fiche de paie, police d assurance, proces verbal`,
  },
  {
    kind: 'specification',
    weight: 1,
    nl: `
      specificatie, factuurspecificatie, specificatie bij factuur, bijlage, bijlage bij factuur,
      toelichting, toelichting op uw factuur, verbruiksoverzicht, vervolg factuur, vervolgblad,
      detailoverzicht`,
    en: `
      specification, invoice specification, invoice details, usage details, annex, appendix,
      attachment, invoice continued`,
    de: `
      anlage, anhang, beiblatt, rechnungsanlage, anlage zur rechnung, spezifikation,
      einzelverbindungsnachweis, rechnungsdetails`,
    fr: 'annexe, annexes, detail de la facture, annexe a la facture, details de la facture',
  },
  {
    kind: 'enclosure',
    weight: 1,
    nl: `
      algemene voorwaarden, leveringsvoorwaarden, verkoopvoorwaarden, betalingsvoorwaarden,
      algemene leveringsvoorwaarden, algemene verkoopvoorwaarden, urenstaat, urenspecificatie,
      urenverantwoording, urenregistratie, urenoverzicht, werkbon, werkbriefje, weekstaat,
      mandagenregister, manurenregister, retourformulier, garantievoorwaarden, annuleringsvoorwaarden`,
    en: `
      terms and conditions, general terms and conditions, terms of sale, conditions of sale,
      general terms, terms of delivery, terms of service, timesheet, time sheet, time report,
      hours worked, work report, job sheet, return form, returns form, warranty terms,
      terms conditions, general conditions`,
    de: `
      allgemeine geschaftsbedingungen, allgemeine verkaufsbedingungen, agb, lieferbedingungen,
      allgemeine liefer und zahlungsbedingungen, stundenzettel, stundennachweis,
      leistungsnachweis, arbeitsnachweis, tatigkeitsnachweis, regiebericht, widerrufsbelehrung,
      retourenschein`,
    fr: `
      conditions generales, conditions generales de vente, conditions de vente, feuille de temps,
      feuille d heures, releve d heures, rapport d intervention, bon de retour`,
  },
];
