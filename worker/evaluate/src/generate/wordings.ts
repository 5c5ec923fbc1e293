import type { Language } from './invoice-spec.ts';

type Choices = readonly [string, ...string[]];

/** The wordings that invoices may use for each thing; a document picks one and uses it throughout. */
export interface Wordings {
  readonly invoice: Choices;
  readonly creditNote: Choices;
  readonly number: Choices;
  readonly creditNumber: Choices;
  readonly date: Choices;
  readonly supplyDate: Choices;
  readonly dueDate: Choices;
  readonly order: Choices;
  readonly paymentReference: Choices;
  readonly customerNumber: Choices;
  readonly customer: Choices;
  readonly supplier: Choices;
  readonly description: Choices;
  readonly quantity: Choices;
  readonly unitPrice: Choices;
  readonly rate: Choices;
  readonly amount: Choices;
  readonly net: Choices;
  readonly vat: Choices;
  readonly total: Choices;
  readonly vatNumber: Choices;
  readonly registerNumber: Choices;
  readonly base: Choices;
  readonly page: Choices;
  readonly of: Choices;
  readonly reverseCharge: Choices;
  readonly terms: Choices;
  readonly subtotal: Choices;
  readonly discount: Choices;
  readonly attention: Choices;
  readonly article: Choices;
  /** with the placeholders {amount}, {due}, {iban}, {holder} and {number} */
  readonly payBy: Choices;
  /** with the placeholder {days} */
  readonly payWithin: Choices;
  readonly months: Choices;
}

export const wordingsByLanguage: Readonly<Record<Language, Wordings>> = {
  nl: {
    invoice: ['Factuur', 'FACTUUR', 'Verkoopfactuur', 'Nota'],
    creditNote: ['Creditnota', 'CREDITFACTUUR', 'Creditnota'],
    number: [
      'Factuurnummer',
      'Factuurnr.',
      'Factuur nr',
      'Nummer',
      'Factuur no.',
      'Uw factuurnummer',
    ],
    creditNumber: ['Creditnotanummer', 'Factuurnummer', 'Creditnr.'],
    date: ['Factuurdatum', 'Datum', 'Datum factuur', 'Factuurdatum'],
    supplyDate: ['Leverdatum', 'Datum levering', 'Geleverd op'],
    dueDate: [
      'Vervaldatum',
      'Uiterste betaaldatum',
      'Te betalen voor',
      'Betalen vóór',
      'Vervaldag',
    ],
    order: ['Uw referentie', 'Ordernummer', 'Inkoopnummer', 'Bestelnummer', 'Uw ordernummer'],
    paymentReference: ['Betalingskenmerk', 'Kenmerk'],
    customerNumber: ['Klantnummer', 'Debiteurnr.', 'Relatienummer', 'Debiteurennummer'],
    customer: ['Factuuradres', 'Klant', 'Aan', 'Debiteur', 'Factuur aan'],
    supplier: ['Leverancier', 'Van', 'Afzender'],
    description: ['Omschrijving', 'Product', 'Artikel', 'Dienst / product', 'Beschrijving'],
    quantity: ['Aantal', 'Hoeveelheid', 'Stuks', 'Aantal/uren'],
    unitPrice: ['Prijs', 'Stukprijs', 'Prijs per stuk', 'Eenheidsprijs', 'Tarief'],
    rate: ['Btw', 'BTW %', 'BTW-tarief', 'btw-%'],
    amount: ['Bedrag', 'Totaal', 'Bedrag excl. btw', 'Totaal excl.', 'Netto'],
    net: [
      'Subtotaal',
      'Totaal excl. btw',
      'Totaal exclusief BTW',
      'Netto bedrag',
      'Bedrag excl. BTW',
    ],
    vat: ['BTW', 'Btw', 'Totaal btw', 'BTW bedrag', 'Omzetbelasting'],
    total: [
      'Totaal',
      'Totaal incl. btw',
      'Te betalen',
      'Totaal te voldoen',
      'Totaalbedrag',
      'Factuurbedrag',
      'Totaal inclusief BTW',
    ],
    vatNumber: ['BTW-nummer', 'Btw-id', 'BTW nr.', 'BTW', 'btw-identificatienummer'],
    registerNumber: ['KvK', 'KvK-nummer', 'K.v.K. nr.', 'Handelsregister'],
    base: ['Grondslag', 'over', 'Bedrag excl.', 'Over bedrag'],
    page: ['Pagina', 'Blad', 'pag.'],
    of: ['van', '/'],
    reverseCharge: ['BTW verlegd', 'btw verlegd naar afnemer', 'Btw verlegd'],
    terms: [
      'Wij verzoeken u vriendelijk het bedrag over te maken onder vermelding van het factuurnummer.',
      'Betaling binnen de gestelde termijn op bovenstaand rekeningnummer.',
    ],
    subtotal: ['Subtotaal', 'Totaal regels'],
    discount: ['Korting', 'Klantkorting'],
    attention: ['T.a.v. mw. J. Jansen', 't.a.v. de administratie', 'Afd. Crediteuren'],
    article: ['Art.nr.', 'Artikelnr.', 'Code'],
    payBy: [
      'Gelieve het bedrag van {amount} uiterlijk {due} over te maken op {iban} t.n.v. {holder} o.v.v. {number}.',
      'Wij verzoeken u {amount} te voldoen vóór {due} op rekening {iban} ten name van {holder}.',
      'Het totaalbedrag van {amount} dient uiterlijk op {due} te zijn bijgeschreven op IBAN {iban}.',
    ],
    payWithin: [
      'Betalingstermijn: {days} dagen na factuurdatum.',
      'Te betalen binnen {days} dagen.',
      'Wij verzoeken u binnen {days} dagen te betalen.',
    ],
    months: [
      'januari',
      'februari',
      'maart',
      'april',
      'mei',
      'juni',
      'juli',
      'augustus',
      'september',
      'oktober',
      'november',
      'december',
    ],
  },
  en: {
    invoice: ['Invoice', 'INVOICE', 'Tax Invoice', 'Sales Invoice'],
    creditNote: ['Credit Note', 'CREDIT NOTE', 'Credit memo'],
    number: ['Invoice number', 'Invoice No.', 'Invoice #', 'Number', 'Inv. no.'],
    creditNumber: ['Credit note number', 'Credit note no.', 'Number'],
    date: ['Invoice date', 'Date', 'Date of issue', 'Issue date', 'Tax point'],
    supplyDate: ['Delivery date', 'Date of supply', 'Supply date'],
    dueDate: ['Due date', 'Payment due', 'Pay by', 'Due by'],
    order: ['PO number', 'Purchase order', 'Your reference', 'Order no.', 'Customer PO'],
    paymentReference: ['Payment reference', 'Reference'],
    customerNumber: ['Customer number', 'Account no.', 'Client ID'],
    customer: ['Bill to', 'Invoice to', 'Customer', 'Billed to', 'Sold to'],
    supplier: ['From', 'Seller', 'Supplier'],
    description: ['Description', 'Item', 'Details', 'Product / service'],
    quantity: ['Qty', 'Quantity', 'Units', 'Hours'],
    unitPrice: ['Unit price', 'Price', 'Rate', 'Price each'],
    rate: ['VAT', 'VAT %', 'VAT rate', 'Tax'],
    amount: ['Amount', 'Line total', 'Total', 'Net amount', 'Amount excl. VAT'],
    net: ['Subtotal', 'Net total', 'Total excl. VAT', 'Total net', 'Net amount'],
    vat: ['VAT', 'Total VAT', 'VAT amount', 'Tax'],
    total: [
      'Total',
      'Total due',
      'Amount due',
      'Grand total',
      'Total incl. VAT',
      'Balance due',
      'Invoice total',
    ],
    vatNumber: ['VAT number', 'VAT No.', 'VAT ID', 'VAT Reg. No.'],
    registerNumber: ['CoC number', 'Chamber of Commerce', 'KvK'],
    base: ['Net', 'on', 'Taxable amount', 'Base'],
    page: ['Page'],
    of: ['of', '/'],
    reverseCharge: [
      'VAT reverse charged',
      'Reverse charge',
      'Reverse charge: VAT to be accounted for by the recipient',
    ],
    terms: [
      'Please quote the invoice number with your payment.',
      'Payment by bank transfer to the account stated.',
    ],
    subtotal: ['Subtotal', 'Sum of lines'],
    discount: ['Discount', 'Customer discount'],
    attention: ['Attn. Mrs J. Jansen', 'Accounts payable'],
    article: ['Item no.', 'SKU', 'Code'],
    payBy: [
      'Please transfer {amount} by {due} to account {iban} in the name of {holder}, quoting {number}.',
      'Payment of {amount} is due by {due} to IBAN {iban}.',
    ],
    payWithin: [
      'Payment terms: {days} days',
      'Please pay within {days} days of the invoice date.',
      'Terms: net {days} days',
    ],
    months: [
      'January',
      'February',
      'March',
      'April',
      'May',
      'June',
      'July',
      'August',
      'September',
      'October',
      'November',
      'December',
    ],
  },
  de: {
    invoice: ['Rechnung', 'RECHNUNG', 'Rechnung', 'Warenrechnung'],
    creditNote: ['Gutschrift', 'Rechnungskorrektur', 'GUTSCHRIFT'],
    number: ['Rechnungsnummer', 'Rechnungs-Nr.', 'Rechnung Nr.', 'Beleg-Nr.', 'Re.-Nr.'],
    creditNumber: ['Gutschriftsnummer', 'Gutschrift Nr.', 'Beleg-Nr.'],
    date: ['Rechnungsdatum', 'Datum', 'Belegdatum', 'Rechnungsdatum'],
    supplyDate: ['Lieferdatum', 'Leistungsdatum', 'Leistungszeitpunkt'],
    dueDate: ['Fällig am', 'Zahlbar bis', 'Fälligkeitsdatum', 'Zahlungsziel'],
    order: ['Bestellnummer', 'Ihre Bestellung', 'Bestell-Nr.', 'Ihr Zeichen'],
    paymentReference: ['Verwendungszweck', 'Zahlungsreferenz'],
    customerNumber: ['Kundennummer', 'Kunden-Nr.', 'Kd.-Nr.'],
    customer: ['Rechnungsempfänger', 'Kunde', 'Rechnungsadresse', 'Leistungsempfänger'],
    supplier: ['Lieferant', 'Verkäufer', 'Rechnungssteller'],
    description: ['Bezeichnung', 'Beschreibung', 'Artikel', 'Leistung'],
    quantity: ['Menge', 'Anzahl', 'Stück'],
    unitPrice: ['Einzelpreis', 'Preis', 'E-Preis', 'Nettopreis'],
    rate: ['USt.', 'MwSt. %', 'MwSt.', 'Steuersatz'],
    amount: ['Betrag', 'Gesamtpreis', 'Gesamt', 'Nettobetrag', 'G-Preis'],
    net: ['Zwischensumme', 'Nettobetrag', 'Summe netto', 'Gesamt netto', 'Nettosumme'],
    vat: ['MwSt.', 'Umsatzsteuer', 'USt.', 'zzgl. MwSt.', 'Mehrwertsteuer'],
    total: [
      'Gesamtbetrag',
      'Rechnungsbetrag',
      'Bruttobetrag',
      'Endbetrag',
      'Zahlbetrag',
      'Gesamtsumme',
    ],
    vatNumber: ['USt-IdNr.', 'Ust-ID', 'USt-Id-Nr.', 'UID'],
    registerNumber: ['HRB', 'Handelsregister', 'HRB'],
    base: ['netto', 'auf', 'Basisbetrag', 'Nettowert'],
    page: ['Seite'],
    of: ['von', '/'],
    reverseCharge: [
      'Steuerschuldnerschaft des Leistungsempfängers',
      'Steuerfreie innergemeinschaftliche Leistung, Reverse Charge',
    ],
    terms: [
      'Bitte überweisen Sie den Betrag ohne Abzug unter Angabe der Rechnungsnummer.',
      'Zahlbar ohne Abzug.',
    ],
    subtotal: ['Summe Positionen', 'Zwischensumme'],
    discount: ['Rabatt', 'Nachlass'],
    attention: ['z. Hd. Frau Jansen', 'Buchhaltung'],
    article: ['Art.-Nr.', 'Artikelnr.'],
    payBy: [
      'Bitte überweisen Sie {amount} bis zum {due} auf unser Konto {iban}, Verwendungszweck {number}.',
      'Zahlbar bis {due} ohne Abzug auf IBAN {iban}.',
    ],
    payWithin: [
      'Zahlbar innerhalb von {days} Tagen ohne Abzug.',
      'Zahlungsziel: {days} Tage netto',
    ],
    months: [
      'Januar',
      'Februar',
      'März',
      'April',
      'Mai',
      'Juni',
      'Juli',
      'August',
      'September',
      'Oktober',
      'November',
      'Dezember',
    ],
  },
  fr: {
    invoice: ['Facture', 'FACTURE'],
    creditNote: ['Avoir', 'AVOIR', 'Note de crédit'],
    number: ['Numéro de facture', 'Facture n°', 'N° de facture', 'N° facture'],
    creditNumber: ["Numéro d'avoir", 'Avoir n°'],
    date: ['Date de facture', 'Date', 'Date de facturation', "Date d'émission"],
    supplyDate: ['Date de livraison', 'Date de prestation'],
    dueDate: ["Date d'échéance", 'Échéance', 'À payer avant le'],
    order: ['Votre référence', 'Bon de commande', 'N° de commande'],
    paymentReference: ['Référence de paiement', 'Communication'],
    customerNumber: ['N° client', 'Code client'],
    customer: ['Facturé à', 'Client', 'Adresse de facturation'],
    supplier: ['Fournisseur', 'Émetteur'],
    description: ['Désignation', 'Description', 'Article'],
    quantity: ['Quantité', 'Qté'],
    unitPrice: ['Prix unitaire', 'P.U. HT', 'Prix unitaire HT'],
    rate: ['TVA', 'Taux TVA', 'TVA %'],
    amount: ['Montant HT', 'Total HT', 'Montant', 'Prix HT'],
    net: ['Total HT', 'Sous-total', 'Montant HT', 'Total hors TVA'],
    vat: ['TVA', 'Total TVA', 'Montant TVA'],
    total: ['Total TTC', 'Net à payer', 'Montant TTC', 'Total à payer'],
    vatNumber: ['N° TVA', 'TVA intracommunautaire', 'TVA'],
    registerNumber: ['SIRET', 'RCS'],
    base: ['Base HT', 'sur', 'Base'],
    page: ['Page'],
    of: ['/', 'sur'],
    reverseCharge: ['Autoliquidation', 'Autoliquidation de la TVA par le preneur'],
    terms: ['Merci de rappeler le numéro de facture lors du règlement.'],
    subtotal: ['Sous-total', 'Total des lignes'],
    discount: ['Remise'],
    attention: ["À l'attention de Mme Jansen", 'Service comptabilité'],
    article: ['Réf.', 'Code'],
    payBy: [
      'Merci de régler {amount} avant le {due} sur le compte {iban}.',
      'À payer avant le {due} : {amount}, IBAN {iban}.',
    ],
    payWithin: ['Paiement à {days} jours.', 'Conditions de paiement : {days} jours'],
    months: [
      'janvier',
      'février',
      'mars',
      'avril',
      'mai',
      'juin',
      'juillet',
      'août',
      'septembre',
      'octobre',
      'novembre',
      'décembre',
    ],
  },
};
