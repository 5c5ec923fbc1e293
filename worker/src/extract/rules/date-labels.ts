import type { LabelRule } from './label-rule.ts';

/** Labels of dates. `Datum` on its own may be that of any date, so it weighs less. */
export const dateLabels: readonly LabelRule[] = [
  {
    name: 'invoice_date',
    weight: 1,
    nl: `
      factuurdatum, datum factuur, factuur datum, notadatum, datum nota, creditnotadatum,
      creditdatum, datum creditnota, datum van de factuur`,
    en: `
      invoice date, date of invoice, date of issue, issue date, date issued, issued on,
      invoiced on, bill date, billing date, tax point, credit note date, document date`,
    de: `
      rechnungsdatum, rechnungs datum, datum der rechnung, belegdatum, beleg datum,
      ausstellungsdatum, gutschriftsdatum, fakturadatum, ausgestellt am, rechnung vom`,
    fr: `
      date de facture, date de facturation, date facture, date de la facture, date d emission,
      emise le, date d avoir, date de l avoir, date piece`,
  },
  {
    name: 'invoice_date',
    weight: 0.7,
    nl: 'datum',
    en: 'date, dated',
  },
  {
    name: 'date_word',
    weight: 0.92,
    nl: 'd d, dd, van',
    en: 'issued at, of, from',
    de: 'vom, von, den',
    fr: 'du, le',
  },
  {
    name: 'due_date',
    weight: 1,
    nl: `
      vervaldatum, vervaldag, verval datum, uiterste betaaldatum, uiterlijke betaaldatum,
      betaaldatum, te betalen voor, te betalen uiterlijk, betalen voor, betalen uiterlijk,
      te voldoen voor, voldoen voor, te voldoen uiterlijk, uiterlijk voldoen, betaling voor,
      betaling uiterlijk, uiterlijk op, uiterlijk, vervalt op, betalen op, incassodatum,
      uiterlijk betalen`,
    en: `
      due date, payment due, payment due date, due by, due on, pay by, payable by, payable on,
      date due, payment date, payment by, remit until, pay before, pay until, due`,
    de: `
      fallig am, faellig am, fallig, falligkeit, faelligkeit, falligkeitsdatum, falligkeits datum,
      faelligkeitsdatum, zahlbar bis, zahlbar bis zum, zahlbar am, zahlungsziel, zahlungsfrist,
      zahlung bis, zu zahlen bis, netto bis, uberweisen sie bis, uberweisen sie bis zum, falligkeitstag,
      abbuchung am, einzug am, falligkeitstermin`,
    fr: `
      date d echeance, echeance, a payer avant, a payer avant le, a regler avant le, payable le,
      payable avant le, date limite de paiement, date de reglement, date echeance`,
  },
  {
    name: 'supply_date',
    weight: 1,
    nl: `
      leverdatum, datum levering, leveringsdatum, afleverdatum, geleverd op, prestatiedatum,
      datum prestatie, datum van levering, leverings datum`,
    en: `
      delivery date, date of delivery, date of supply, supply date, service date, date of service,
      delivered on, performance date`,
    de: `
      lieferdatum, leistungsdatum, leistungs datum, liefer datum, liefer und leistungsdatum,
      liefer leistungsdatum, lieferungs und leistungsdatum, leistungszeitpunkt,
      datum der leistung, datum der lieferung, geliefert am, leistung am, versanddatum`,
    fr: 'date de livraison, date de prestation, date de la prestation, livre le, date livraison',
  },
  {
    name: 'supply_period',
    weight: 1,
    nl: 'periode, leverperiode, factuurperiode, leveringsperiode',
    en: 'period, billing period, service period, delivery period, invoice period',
    de: `
      leistungszeitraum, lieferzeitraum, liefer leistungszeitraum, liefer und leistungszeitraum,
      abrechnungszeitraum, zeitraum, rechnungszeitraum`,
    fr: 'periode, periode de facturation',
  },
  {
    name: 'other_date',
    weight: 1,
    nl: `
      orderdatum, besteldatum, datum bestelling, printdatum, ontvangst, ontvangen op, startdatum,
      einddatum, datum order, geboortedatum, pakbondatum, offertedatum, looptijd,
      ontvangst digipoort, inkoopdatum`,
    en: `
      order date, date of order, print date, printed, ship date, shipping date, date of birth,
      expiry date, expires, start date, end date, quote date, contract date`,
    de: `
      bestelldatum, bestell datum, auftragsdatum, auftrag datum, auftrag datum lief,
      lieferscheindatum, lieferschein datum, druckdatum, geburtsdatum, bestellung vom,
      schreibens vom, telefonats vom, vertragsdatum, skonto bis, tagen bis`,
    fr: 'date de commande, date commande, date d impression, date de debut, date de fin',
  },
];
