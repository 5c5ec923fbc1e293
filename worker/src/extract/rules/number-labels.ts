import type { LabelRule } from './label-rule.ts';

/** Labels of numbers and titles of documents, and of other numbers so that these are not taken for document numbers. */
export const numberLabels: readonly LabelRule[] = [
  {
    name: 'invoice_number',
    weight: 1,
    nl: `
      factuur~nr, verkoopfactuur~nr, nota~nr, nummer factuur, factuurkenmerk, bon~nr, document~nr,
      factuur kenmerk`,
    en: `
      invoice~nr, inv~nr, bill~nr, tax invoice~nr, document~nr, invoice reference, invoice ref,
      receipt~nr, number of invoice`,
    de: `
      rechnungs~nr, rechnung~nr, re~nr, rg~nr, beleg~nr, faktura~nr, fakturen~nr, dokument~nr,
      dokumenten~nr, handelsrechnung~nr`,
    fr: `
      numero de facture, n de facture, no de facture, facture~nr, numero facture, n facture,
      no facture, reference facture, numero de piece`,
  },
  {
    name: 'credit_number',
    weight: 1,
    nl: 'creditnota~nr, creditfactuur~nr, credit~nr',
    en: 'credit note~nr, credit memo~nr',
    de: 'gutschrift~nr, gutschrifts~nr, rechnungskorrektur~nr, storno~nr',
    fr: 'numero d avoir, n d avoir, avoir~nr, n avoir',
  },
  {
    name: 'invoice_number',
    weight: 0.55,
    nl: 'nummer, nr',
    en: 'number, no, #',
    fr: 'numero, n',
  },
  {
    name: 'invoice_title',
    weight: 0.75,
    nl: `
      factuur, verkoopfactuur, nota, rekening, debet factuur, voorschotfactuur, termijnfactuur,
      verzamelfactuur`,
    en: 'invoice, tax invoice, vat invoice, sales invoice, commercial invoice, bill',
    de: `
      rechnung, warenrechnung, handelsrechnung, teilrechnung, schlussrechnung, abschlagsrechnung,
      sammelrechnung, faktura`,
    fr: 'facture',
  },
  {
    name: 'credit_title',
    weight: 0.75,
    nl: 'creditnota, creditfactuur, credit nota, credit factuur',
    en: 'credit note, credit memo, credit invoice',
    de: 'gutschrift, rechnungskorrektur, rechnungs korrektur, stornorechnung, korrekturrechnung',
    fr: 'avoir, note de credit, facture d avoir',
  },
  {
    name: 'order_reference',
    weight: 1,
    nl: `
      order~nr, uw order~nr, inkoop~nr, inkooporder, inkooporder~nr, bestel~nr, bestelling~nr,
      bestelbon, bestelbon~nr, uw bestelling, uw order, uw opdracht, opdracht~nr, inkoopreferentie`,
    en: `
      po~nr, po, purchase order, purchase order~nr, order~nr, customer po, your order,
      your order~nr, customer order, order reference, order ref`,
    de: `
      bestell~nr, bestellung, ihre bestellung, ihre bestell~nr, bestellung~nr, bestellreferenz,
      ihre bestellung~nr, kundenbestell~nr`,
    fr: `
      bon de commande, n de commande, numero de commande, commande~nr, commande, votre commande,
      ref commande, reference commande`,
  },
  {
    name: 'order_reference',
    weight: 0.85,
    nl: 'uw referentie, uw kenmerk, uw ref, klantreferentie, referentie klant',
    en: `
      your reference, your ref, customer reference, customer ref, buyer reference,
      client reference`,
    de: 'ihr zeichen, ihre referenz, kundenreferenz, ihre ref, referenz',
    fr: 'votre reference, votre ref, v ref, reference client',
  },
  {
    name: 'payment_reference',
    weight: 1,
    nl: `
      betalingskenmerk, betaalkenmerk, betalings kenmerk, acceptgirokenmerk,
      gestructureerde mededeling, betalingsreferentie, betalingsreferte, mededeling, kenmerk,
      betaalreferentie`,
    en: `
      payment reference, payment ref, remittance reference, reference for payment,
      structured communication, remittance information`,
    de: 'verwendungszweck, zahlungsreferenz, zahlungs referenz',
    fr: `
      reference de paiement, communication, communication structuree, reference paiement,
      reference a rappeler`,
  },
  {
    name: 'payment_reference',
    weight: 0.55,
    nl: 'referentie, ref',
    en: 'reference, ref',
    fr: 'reference, ref',
  },
  {
    name: 'iban',
    weight: 1,
    nl: `
      iban, rekening~nr, bankrekening, bankrekening~nr, bank, rekening nummer, g rekening,
      bankrelatie`,
    en: 'iban, account number, bank account, bank details',
    de: 'iban, konto~nr, konto, bankverbindung, bankkonto, kto',
    fr: 'iban, compte, compte bancaire, banque, rib',
  },
  {
    name: 'vat_number',
    weight: 1,
    nl: 'btw~nr, btw id, btw identificatie~nr, btwnummer, btw nummer, ob~nr, fiscaal~nr, btw id~nr',
    en: `
      vat~nr, vat reg~nr, vat registration~nr, vat reg, vat registration, tax id,
      tax registration~nr, gst~nr, vat identification~nr`,
    de: `
      ust id, ust idnr, ust id~nr, ustid, ustid~nr, ustidnr, umsatzsteuer id, umsatzsteuer id~nr,
      umsatzsteuer identifikations~nr, umsatzsteuer ident~nr, umsatzsteueridentifikations~nr, uid,
      uid~nr, mwst~nr, vat id`,
    fr: `
      n tva, no tva, tva intracommunautaire, numero tva, numero de tva, n de tva, tva intracom,
      n tva intracommunautaire, n tva intracom`,
  },
  {
    name: 'kvk_number',
    weight: 1,
    nl: `
      kvk, kvk~nr, k v k, k v k~nr, kvknummer, kamer van koophandel, kamer van koophandel~nr,
      handelsregister, handelsregister~nr, inschrijf~nr, inschrijvings~nr, kvk inschrijf~nr,
      kvk dossier~nr`,
    en: `
      coc, coc~nr, chamber of commerce, chamber of commerce~nr, trade register, trade register~nr,
      company registration~nr, company~nr, kvk number`,
  },
  {
    name: 'currency',
    weight: 1,
    nl: 'valuta, munteenheid',
    en: 'currency, invoice currency',
    de: 'wahrung, rechnungswahrung',
    fr: 'devise, monnaie',
  },
  {
    name: 'other_number',
    weight: 1,
    nl: `
      klant~nr, klantcode, debiteur~nr, debiteuren~nr, relatie~nr, relatiecode, client~nr,
      contract~nr, project, project~nr, dossier~nr, pakbon, pakbon~nr, offerte~nr, offerte,
      werkbon, werkbon~nr, artikel~nr, art~nr, incassant id, machtigingskenmerk, mandaat, tel,
      telefoon, telefoon~nr, fax, mobiel, postbus, pagina, blad, pag, bic, swift, bericht~nr,
      berichtsoort, kassa, terminal, kaart, lidmaatschap~nr, polis~nr, kenteken, meter~nr,
      ean code, lidnummer, volg~nr, agb code, oin, ons kenmerk, onze referentie, onze ref,
      medewerker, behandeld door, aansluit~nr, crediteur~nr, crediteuren~nr, leveranciers~nr`,
    en: `
      customer~nr, account no, client~nr, contract~nr, project, project~nr, delivery note,
      delivery note~nr, quote~nr, quote, item~nr, serial~nr, sku, tel, telephone, phone, fax,
      mobile, page, swift, swift code, sort code, bic code, routing~nr, creditor id,
      mandate reference, mandate, our reference, our ref, registration~nr, company reg~nr, reg~nr,
      cashier, table, order id, ticket, gst id, zip, hs code, supplier~nr, vendor~nr, member~nr,
      line, pos`,
    de: `
      kunden~nr, kunde~nr, kd~nr, debitoren~nr, debitor, vertrags~nr, projekt, projekt~nr,
      lieferschein, lieferschein~nr, angebots~nr, angebot, artikel~nr, auftrags~nr, auftrag~nr,
      auftrag, steuer~nr, st~nr, hrb, hra, registergericht, amtsgericht,
      glaubiger id, glaubiger identifikations~nr, glaubiger ident~nr, mandatsreferenz,
      mandatsreferenz~nr, telefon, fon, telefax, mobil, seite, blz, gln, gtin, globale nummer,
      reklamations~nr, reklamationsnummer, ursprungsbeleg~nr, lief~nr, lieferanten~nr, wee reg~nr,
      abteilung, unser zeichen, objekt~nr, versicherungs~nr, personal~nr, pos~nr,
      vertrag~nr, oko kontr~nr, serien~nr, policen~nr, kundennummer, leitweg id,
      referenz des kaufers, ust~nr`,
    fr: `
      n client, code client, numero client, ref client, siret, siren, rcs, ape, naf, telephone,
      tel, bon de livraison, n contrat, ref marche, devis, code postal, code ape, facture liee,
      notre reference`,
  },
];
