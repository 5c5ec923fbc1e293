/** What a column of a table of invoice lines contains. */
export const columnKinds = [
  'description',
  'quantity',
  'unit_price',
  'rate',
  'vat_amount',
  'amount',
  'gross_amount',
  'other',
] as const;
export type ColumnKind = (typeof columnKinds)[number];

/** Heads of columns in all languages, in plain letters, separated by commas. */
export const columnHeads: Readonly<Record<ColumnKind, string>> = {
  description: `
    omschrijving, artikelomschrijving, beschrijving, product, artikel, dienst, dienst product,
    werkzaamheden, specificatie, omschrijving artikel, productomschrijving, description, item,
    details, product service, service, item description, product description, particulars,
    activity, bezeichnung, beschreibung, artikelbezeichnung, leistung, produkt, position, text,
    artikelbeschreibung, ware, leistungsbeschreibung, designation, libelle, article, prestation,
    produit`,
  quantity: `
    aantal, hoeveelheid, stuks, aantal uren, uren, dienst uur, aant, quantity, qty, units, hours,
    qty hr, qty hrs, hrs, no of units, menge, anzahl, stuck, stunden, std, mge, quantite, qte,
    nombre`,
  unit_price: `
    prijs, stukprijs, prijs per stuk, eenheidsprijs, tarief, prijs per eenheid, prijs excl,
    prijs excl btw, stuksprijs, prijs p e, uurtarief, nettoprijs, brutoprijs, p s, unit price,
    price, rate, price each, each, unit cost, unit, price unit, u price, einzelpreis, preis,
    e preis, nettopreis, stuckpreis, einzel, ep, preis einheit, einheitspreis, preis stk,
    vk preis, prix unitaire, prix unitaire ht, p u, p u ht, pu ht, prix, pu`,
  rate: `
    btw, btw tarief, btw percentage, btw code, btw %, % btw, btw perc, vat, vat rate, tax,
    tax rate, vat %, tax %, % vat, mwst, ust, steuersatz, mwst satz, ust satz, mwst %, ust %,
    steuer, st satz, % mwst, steuer %, tva, taux tva, taux, tva %, % tva`,
  vat_amount: `
    btw bedrag, bedrag btw, vat amount, tax amount, mwst betrag, steuerbetrag, ust betrag,
    montant tva`,
  amount: `
    bedrag, totaal, bedrag excl btw, bedrag excl, totaal excl, totaal excl btw, netto,
    nettobedrag, netto bedrag, regeltotaal, subtotaal, totaalbedrag, regelbedrag, totaal eur,
    bedrag eur, totaalprijs, amount, line total, total, net amount, amount excl vat, subtotal,
    net, total price, net total, ext price, extended, total excl vat, line amount, total net,
    total amount, betrag, gesamtpreis, gesamt, nettobetrag, g preis, gesamtbetrag, nettowert, gp,
    summe, positionsbetrag, netto betrag, gesamt netto, preis gesamt, wert, montant ht, total ht,
    montant, prix ht, total, prix total, montant h t, prix total ht`,
  gross_amount: `
    bedrag incl, bedrag incl btw, totaal incl, totaal incl btw, amount incl vat, total incl vat,
    gross, gross amount, brutto, bruttobetrag, montant ttc, total ttc, prix ttc, endbetrag`,
  other: `
    nr, no, #, pos, regel, art nr, artikelnr, artikelnummer, code, datum, date, korting, discount,
    rabatt, rem, remise, eenheid, einheid, einheit, unite, ref, referentie, item no, sku, gtin,
    ean, toeslag, vke geb, art, art nr kunde, art nr lief, line, artikelcode, productcode,
    art nr lieferant, me`,
};
