import type { LabelRule } from './label-rule.ts';

/** Labels of totals, and of other amounts so that these are not taken for totals. */
export const amountLabels: readonly LabelRule[] = [
  {
    name: 'net_total',
    weight: 1,
    nl: `
      subtotaal, sub totaal, totaal excl btw, totaal exclusief btw, totaal ex btw, totaal excl,
      totaal exclusief, totaalbedrag excl btw, totaalbedrag exclusief btw, bedrag excl btw,
      bedrag exclusief btw, bedrag excl, netto bedrag, nettobedrag, netto totaal, nettototaal,
      totaal netto, totaal zonder btw, factuurbedrag excl btw, factuurbedrag exclusief btw,
      belastbaar bedrag, maatstaf van heffing, subtotaal excl btw, subtotaal exclusief btw,
      netto goederenbedrag`,
    en: `
      subtotal, sub total, net total, total net, total excl vat, total excluding vat,
      total ex vat, total exclusive of vat, net amount, amount excl vat, total before tax,
      total before vat, taxable amount, total without vat, subtotal less discount,
      subtotal excl vat, subtotal excluding vat, net value, total excl tax,
      subtotal after discount, amount before tax`,
    de: `
      zwischensumme, nettobetrag, nettosumme, summe netto, gesamt netto, netto summe,
      netto betrag, gesamtnetto, gesamtbetrag netto, rechnungssumme ohne ust,
      rechnungssumme ohne mwst, summe ohne ust, total netto, netto gesamt, netto gesamtbetrag,
      summe netto betrag, nettogesamtbetrag, rechnungsbetrag netto, summe zwischen,
      nettorechnungsbetrag, gesamtsumme netto`,
    fr: `
      total ht, sous total, montant ht, total hors tva, total hors taxes, total hors taxe,
      total h t, net ht, total net ht, montant hors taxes, montant total ht, sous total ht`,
  },
  {
    name: 'net_total',
    weight: 0.7,
    nl: 'netto, grondslag, over bedrag, grondslag btw, basis, goederenbedrag',
    en: 'net, base, net amout, total amount without vat',
    de: `
      netto, nettowert, basisbetrag, positionssumme, gesamtbeitrag, warenwert, nettopreis, basis,
      bemessungsgrundlage, summe positionen`,
    fr: 'base ht, base, montant base',
  },
  {
    name: 'vat_total',
    weight: 1,
    nl: `
      btw, totaal btw, btw bedrag, bedrag btw, btw totaal, omzetbelasting, totale btw,
      verschuldigde btw, totaal btw bedrag, totaal omzetbelasting, btw hoog, btw laag`,
    en: `
      vat, total vat, vat total, vat amount, total tax, tax amount, sales tax, tax total,
      plus vat, amount of vat, total vat amount`,
    de: `
      mwst, ust, umsatzsteuer, mehrwertsteuer, mwst betrag, ust betrag, steuerbetrag, zzgl mwst,
      zzgl ust, zzgl umsatzsteuer, zzgl mehrwertsteuer, zuzuglich mwst, zuzuglich umsatzsteuer,
      zuzuglich mehrwertsteuer, zuzuglich ust, ust gesamt, mwst gesamt, umsatzsteuer gesamt,
      summe mwst, summe ust, summe umsatzsteuer, gesamtsteuer, summe steuer, gesetzliche mwst,
      versicherungssteuer, versicherungsteuer, enthaltene mwst, umsatzsteuerbetrag, gesamt mwst, gesamt ust`,
    fr: `
      tva, total tva, montant tva, total taxes, montant de la tva, dont tva, total tva collectee,
      tva collectee`,
  },
  {
    name: 'vat_total',
    weight: 0.75,
    en: 'tax, gst, total gst, gst amount, gst payable, tax total, total tax amount',
    de: 'steuer',
    fr: 'taxe, taxes, montant taxe',
  },
  { name: 'vat_base', weight: 1, nl: 'btw over' },
  {
    name: 'total',
    weight: 1,
    nl: `
      totaal incl btw, totaal inclusief btw, totaal incl, totaal inclusief, totaal te betalen,
      totaal te voldoen, te betalen, te betalen bedrag, te voldoen, totaalbedrag, totaal bedrag,
      totaalbedrag incl btw, totaalbedrag inclusief btw, factuurbedrag, factuurtotaal,
      totaal factuur, totaal factuurbedrag, eindtotaal, eindbedrag, bedrag incl btw,
      bedrag inclusief btw, factuurbedrag incl btw, te ontvangen, over te maken,
      verschuldigd bedrag, creditbedrag, te crediteren, te crediteren bedrag, totaal creditnota,
      totaal credit, bruto, bruto bedrag, notabedrag, totaal te ontvangen`,
    en: `
      total due, grand total, total incl vat, total including vat, total inc vat,
      total inclusive of vat, invoice total, total amount, total payable, total to pay,
      invoice amount, gross total, gross amount, total gross, total amount due,
      total amount payable, total incl tax, total including tax, amount incl vat, total credit,
      total invoice amount, total sales, total rounded, rounded total, total incl gst, total incl of gst, total inclusive gst, total inclusive of gst, total amount incl gst, bill total, total payment, nett total, net total incl gst, total amt,
      total amt due, amt due, total amt payable, total payable amount, rounded amount,
      total after rounding, total after adj, nett amount, nett amt, sales total`,
    de: `
      gesamtbetrag, rechnungsbetrag, bruttobetrag, endbetrag, gesamtsumme, summe brutto, brutto,
      bruttosumme, gesamt brutto, zu zahlen, zu zahlender betrag, gesamtbetrag brutto,
      rechnungssumme, brutto gesamt, gesamtbetrag inkl mwst, summe inkl mwst, total brutto,
      gesamtpreis brutto, bruttogesamtbetrag, rechnungsbetrag brutto, rechnungsendbetrag,
      gesamt inkl mwst, brutto betrag, auszahlungsbetrag, gutschriftsbetrag, rechnungsbeitrag, zu zahlender beitrag`,
    fr: `
      total ttc, net a payer, montant ttc, total t t c, montant total, montant total ttc,
      total a payer, total toutes taxes comprises, a payer, net a payer ttc`,
  },
  {
    name: 'total',
    weight: 0.75,
    nl: 'totaal, tot',
    en: 'total',
    de: 'gesamt, summe, betrag',
    fr: 'total general',
  },
  {
    name: 'payable',
    weight: 0.85,
    nl: `
      nog te betalen, nog te voldoen, resteert te betalen, restbedrag, restant, resterend bedrag, restsaldo, openstaand, openstaand bedrag, restant te betalen, saldo, te betalen saldo`,
    en: `
      balance due, amount due, amount payable, balance, remaining balance, residual, residual amount, remaining amount, left to pay, still to pay, outstanding, due payable, payable,
      please pay, amount to pay`,
    de: 'zahlbetrag, falliger betrag, verbleibender betrag, restzahlung, noch zu zahlender betrag, restbetrag, restsumme, restforderung, offener betrag, noch zu zahlen, zahllast',
    fr: 'solde a payer, reste a payer, restant du, montant restant, solde, solde du, reste du, montant a payer',
  },
  {
    name: 'adjustment',
    weight: 1,
    nl: `
      korting, kortingspercentage, klantkorting, totaal korting, betalingskorting, kredietbeperking,
      toeslag, verzendkosten, verzending, bezorgkosten, transport, administratiekosten, orderkosten`,
    en: 'discount, discounts, total discount, customer discount, shipping, service charge, freight, surcharge',
    de: `
      rabatt, skonto, versandkosten, fracht, frachtbetrag, zuschlag, abschlag, nachlass, rabattbetrag,
      gesamtbetrag der zuschlage, gesamtbetrag der abschlage, zu abschlag, artikelgesamtrabatt`,
    fr: 'remise, rabais, frais de port, escompte',
  },
  {
    name: 'prepaid',
    weight: 1,
    nl: `
      reeds betaald, al betaald, vooruitbetaald, vooruit betaald, aanbetaling, aanbetaald, reeds voldaan, voldaan,
      betaald, betaald via, betaald per, betaald bedrag, voorschot, voorschotten, reeds ontvangen, ontvangen betaling,
      ontvangen betalingen, betaling ontvangen, betaald via ideal, in mindering`,
    en: `
      already paid, amount paid, paid, paid via, paid amount, deposit, deposit paid, prepaid, prepayment,
      payment received, payments received, payments, advance payment, less deposit, less paid, total paid`,
    de: `
      anzahlung, anzahlungen, geleistete anzahlung, erhaltene anzahlung, erhaltene anzahlungen, abzuglich anzahlung,
      bereits bezahlt, bereits gezahlt, bezahlt, vorauszahlung, vorauszahlungen, geleistete zahlungen, gezahlt,
      zahlungseingang, abschlagszahlung, abschlagszahlungen`,
    fr: `
      acompte, acomptes, acompte verse, acomptes verses, acompte regle, deja regle, deja paye, montant regle,
      montant paye, avance, paye, regle, paiement recu`,
  },
  {
    name: 'other_amount',
    weight: 1,
    nl: `
      orderbedrag, statiegeld, aantal artikelen, totaal aantal, uw voordeel, gespaard, prijs, stukprijs`,
    en: `
      total qty, total quantity, total items, total item, item count, total savings, gst summary,
      tax rate, unit price, price, balance brought forward`,
    de: `
      bruttopreis, einzelpreis, leergutwert, ubertrag, steuersatz, mwst satz, ust satz`,
    fr: 'capital, au capital de, prix unitaire, taux tva',
  },
  {
    name: 'rounding',
    weight: 1,
    nl: 'afronding, afrondingsverschil, contante afronding, betaalafronding',
    en: `
      rounding, rounding adj, rounding adjustment, rounding adjustments, round adj,
      round adjustment, rounding amount, cash rounding`,
    de: 'rundung, rundungsdifferenz',
    fr: 'arrondi, arrondis',
  },
  {
    name: 'tendered',
    weight: 1,
    nl: `
      contant, contant ontvangen, contant betaald, betaald contant, pin, pinnen, pinbetaling,
      pin betaling, betaald pin, betaald met pin, betaald via pin, bankpas, pinpas, betaalpas,
      bancontact, contactloos, contactloos betaald`,
    en: `
      cash, cash paid, cash received, tendered, cash tendered, amount tendered, card, debit card,
      credit card, visa, master card, mastercard, maestro, v pay, vpay, contactless,
      edc, edc master, edc visa, credit debit card, paid by card`,
    de: 'gegeben, bar gegeben, ec karte, ec cash, girocard, kartenzahlung',
    fr: 'especes, carte bancaire, paiement carte',
  },
  {
    name: 'change',
    weight: 1,
    nl: 'wisselgeld, terug, terug contant, retour contant',
    en: 'change, change due, cash change, change given',
    de: 'ruckgeld, zuruck',
    fr: 'monnaie rendue, rendu monnaie, rendu, a rendre',
  },
];
