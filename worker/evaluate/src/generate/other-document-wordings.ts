import type { Language } from './invoice-spec.ts';

type Choices = readonly [string, ...string[]];

/** Words of a document that is drawn like an invoice, and is none. */
interface LikeAnInvoice {
  readonly title: Choices;
  readonly number: Choices;
  readonly date: Choices;
  /** stands where an invoice has its due date */
  readonly until: string;
  readonly customer: string;
  readonly closing: Choices;
}

interface OtherDocumentWords {
  readonly statement: {
    readonly title: Choices;
    readonly banks: Choices;
    readonly holder: string;
    readonly number: Choices;
    readonly date: string;
    readonly heads: readonly [string, string, string];
    readonly opening: string;
    readonly closing: string;
    readonly movements: Choices;
  };
  readonly reminder: {
    readonly title: Choices;
    readonly date: string;
    /** with the placeholders {number}, {date} and {amount} */
    readonly sentences: readonly string[];
    readonly open: string;
  };
  readonly order: LikeAnInvoice;
  readonly quotation: LikeAnInvoice;
  readonly deliveryNote: LikeAnInvoice;
}

/** What documents say that are handed in like invoices and are none. */
export const otherDocumentWords: Readonly<Record<Language, OtherDocumentWords>> = {
  nl: {
    statement: {
      title: ['Rekeningafschrift', 'Afschrift', 'Bankafschrift', 'Rekeningoverzicht'],
      banks: ['Stadsbank N.V.', 'Noorderbank', 'Coöperatieve Polderbank U.A.'],
      holder: 'Rekeninghouder',
      number: ['Afschriftnummer', 'Volgnummer', 'Afschrift nr.'],
      date: 'Datum',
      heads: ['Datum', 'Omschrijving', 'Bedrag'],
      opening: 'Beginsaldo',
      closing: 'Eindsaldo',
      movements: [
        'Overboeking factuur 20261044',
        'SEPA incasso energie',
        'Betaalautomaat',
        'Salaris oktober',
        'Bijschrijving klant',
      ],
    },
    reminder: {
      title: ['Betalingsherinnering', 'Herinnering', 'Aanmaning', 'Tweede herinnering'],
      date: 'Datum',
      sentences: [
        'Volgens onze administratie staat factuur {number} van {date} nog open.',
        'Wij verzoeken u het bedrag van {amount} binnen 7 dagen te voldoen.',
      ],
      open: 'Openstaand bedrag',
    },
    order: {
      title: ['Bestelling', 'Inkooporder', 'Orderbevestiging', 'Opdrachtbevestiging'],
      number: ['Ordernummer', 'Bestelnummer', 'Opdrachtnummer'],
      date: ['Orderdatum', 'Besteldatum', 'Datum'],
      until: 'Leverdatum',
      customer: 'Afleveradres',
      closing: ['Na levering ontvangt u van ons de factuur.', 'Bedankt voor uw bestelling.'],
    },
    quotation: {
      title: ['Offerte', 'OFFERTE', 'Prijsopgave', 'Aanbieding'],
      number: ['Offertenummer', 'Offertenr.', 'Nummer'],
      date: ['Offertedatum', 'Datum'],
      until: 'Geldig tot',
      customer: 'Aan',
      closing: [
        'Graag ontvangen wij deze offerte ondertekend retour.',
        'Prijzen onder voorbehoud.',
      ],
    },
    deliveryNote: {
      title: ['Pakbon', 'PAKBON', 'Leverbon', 'Vrachtbrief'],
      number: ['Pakbonnummer', 'Bonnummer', 'Leverbonnr.'],
      date: ['Verzenddatum', 'Leverdatum', 'Datum'],
      until: 'Verwachte levering',
      customer: 'Afleveradres',
      closing: ['In goede orde ontvangen: handtekening', 'De factuur volgt per e-mail.'],
    },
  },
  en: {
    statement: {
      title: ['Bank statement', 'Statement of account', 'Account statement'],
      banks: ['City Bank plc', 'Northern Bank', 'First Harbour Bank'],
      holder: 'Account holder',
      number: ['Statement number', 'Statement no.', 'Sheet'],
      date: 'Statement date',
      heads: ['Date', 'Description', 'Amount'],
      opening: 'Opening balance',
      closing: 'Closing balance',
      movements: ['Transfer invoice 20261044', 'Direct debit energy', 'Card payment', 'Salaries'],
    },
    reminder: {
      title: ['Payment reminder', 'Reminder', 'Final notice', 'Overdue notice'],
      date: 'Date',
      sentences: [
        'According to our records invoice {number} of {date} has not been paid yet.',
        'Please pay the amount of {amount} within 7 days.',
      ],
      open: 'Amount outstanding',
    },
    order: {
      title: ['Purchase order', 'Order confirmation', 'Sales order'],
      number: ['Order number', 'PO number', 'Order no.'],
      date: ['Order date', 'Date'],
      until: 'Delivery date',
      customer: 'Ship to',
      closing: ['Your invoice will follow after delivery.', 'Thank you for your order.'],
    },
    quotation: {
      title: ['Quotation', 'QUOTE', 'Estimate', 'Price quotation'],
      number: ['Quote number', 'Quotation no.', 'Number'],
      date: ['Quote date', 'Date'],
      until: 'Valid until',
      customer: 'Prepared for',
      closing: ['Please sign and return this quotation.', 'Prices are subject to change.'],
    },
    deliveryNote: {
      title: ['Delivery note', 'Packing slip', 'PACKING LIST'],
      number: ['Delivery note no.', 'Packing slip number', 'Shipment number'],
      date: ['Shipping date', 'Dispatch date', 'Date'],
      until: 'Expected delivery',
      customer: 'Ship to',
      closing: ['Goods received in good order: signature', 'The invoice will be sent separately.'],
    },
  },
  de: {
    statement: {
      title: ['Kontoauszug', 'Umsatzübersicht', 'Kontoauszug Girokonto'],
      banks: ['Stadtbank AG', 'Nordbank eG', 'Hansa Sparkasse'],
      holder: 'Kontoinhaber',
      number: ['Auszug Nr.', 'Auszugsnummer', 'Blatt'],
      date: 'Erstellt am',
      heads: ['Buchung', 'Verwendungszweck', 'Betrag'],
      opening: 'Alter Kontostand',
      closing: 'Neuer Kontostand',
      movements: ['Überweisung Rechnung 20261044', 'Lastschrift Strom', 'Kartenzahlung', 'Gehalt'],
    },
    reminder: {
      title: ['Zahlungserinnerung', 'Mahnung', '1. Mahnung', 'Letzte Mahnung'],
      date: 'Datum',
      sentences: [
        'Die Rechnung {number} vom {date} ist noch offen.',
        'Bitte zahlen Sie den Betrag von {amount} innerhalb von 7 Tagen.',
      ],
      open: 'Offener Betrag',
    },
    order: {
      title: ['Bestellung', 'Auftragsbestätigung', 'Auftrag'],
      number: ['Bestellnummer', 'Auftragsnummer', 'Auftrags-Nr.'],
      date: ['Bestelldatum', 'Auftragsdatum', 'Datum'],
      until: 'Liefertermin',
      customer: 'Lieferanschrift',
      closing: ['Die Rechnung erhalten Sie nach Lieferung.', 'Vielen Dank für Ihre Bestellung.'],
    },
    quotation: {
      title: ['Angebot', 'ANGEBOT', 'Kostenvoranschlag'],
      number: ['Angebotsnummer', 'Angebots-Nr.'],
      date: ['Angebotsdatum', 'Datum'],
      until: 'Gültig bis',
      customer: 'An',
      closing: ['Wir freuen uns auf Ihren Auftrag.', 'Angebot freibleibend.'],
    },
    deliveryNote: {
      title: ['Lieferschein', 'LIEFERSCHEIN', 'Warenbegleitschein'],
      number: ['Lieferscheinnummer', 'Lieferschein-Nr.'],
      date: ['Lieferdatum', 'Versanddatum', 'Datum'],
      until: 'Zustellung',
      customer: 'Lieferanschrift',
      closing: ['Ware ordnungsgemäß erhalten: Unterschrift', 'Die Rechnung folgt separat.'],
    },
  },
  fr: {
    statement: {
      title: ['Relevé de compte', 'Extrait de compte', 'Relevé bancaire'],
      banks: ['Banque de la Ville', 'Crédit du Nord-Est', 'Caisse du Littoral'],
      holder: 'Titulaire',
      number: ['Relevé n°', 'Extrait n°'],
      date: 'Date du relevé',
      heads: ['Date', 'Libellé', 'Montant'],
      opening: 'Ancien solde',
      closing: 'Nouveau solde',
      movements: ['Virement facture 20261044', 'Prélèvement énergie', 'Paiement carte', 'Salaires'],
    },
    reminder: {
      title: ['Rappel de paiement', 'Lettre de relance', 'Mise en demeure', 'Dernier rappel'],
      date: 'Date',
      sentences: [
        'Sauf erreur, la facture {number} du {date} reste impayée.',
        'Merci de régler la somme de {amount} sous 7 jours.',
      ],
      open: 'Montant restant dû',
    },
    order: {
      title: ['Bon de commande', 'Confirmation de commande', 'Commande'],
      number: ['N° de commande', 'Commande n°'],
      date: ['Date de commande', 'Date'],
      until: 'Date de livraison',
      customer: 'Adresse de livraison',
      closing: ['La facture suivra après la livraison.', 'Merci pour votre commande.'],
    },
    quotation: {
      title: ['Devis', 'DEVIS', 'Offre de prix'],
      number: ['Devis n°', 'N° de devis', 'Numéro'],
      date: ['Date du devis', 'Date'],
      until: "Valable jusqu'au",
      customer: 'Pour',
      closing: ['Bon pour accord : signature', 'Prix sous réserve de modification.'],
    },
    deliveryNote: {
      title: ['Bon de livraison', 'BON DE LIVRAISON', "Bordereau d'expédition"],
      number: ['BL n°', 'Bon de livraison n°'],
      date: ["Date d'expédition", 'Date'],
      until: 'Livraison prévue',
      customer: 'Adresse de livraison',
      closing: ['Marchandise reçue en bon état : signature', 'La facture suivra.'],
    },
  },
};
