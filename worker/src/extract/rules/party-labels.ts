import type { LabelRule } from './label-rule.ts';

/** Headings and labels of the parties named on an invoice. */
export const partyLabels: readonly LabelRule[] = [
  {
    name: 'supplier',
    weight: 1,
    nl: 'leverancier, crediteur, verkoper, afzender, opdrachtnemer, factuur van',
    en: 'supplier, seller, vendor, from, remit to, invoice from, billed by, bill from, issued by',
    de: `
      lieferant, verkaufer, rechnungssteller, auftragnehmer, absender, leistungserbringer,
      rechnungsaussteller`,
    fr: 'fournisseur, vendeur, emetteur, prestataire',
  },
  {
    name: 'customer',
    weight: 1,
    nl: `
      klant, debiteur, afnemer, koper, factuuradres, factuur aan, aan, t a v, tav,
      ter attentie van, opdrachtgever, gefactureerd aan, geadresseerde, klantgegevens,
      factuurgegevens, bestemd voor`,
    en: `
      bill to, billed to, invoice to, invoiced to, sold to, customer, client, buyer,
      billing address, attn, to, invoice address, charge to, bill to address`,
    de: `
      kaufer, kunde, rechnungsempfanger, leistungsempfanger, kaufer leistungsempfanger,
      rechnungsadresse, rechnungsanschrift, auftraggeber, rechnung an, empfanger, z hd, z hdn`,
    fr: `
      facture a, client, adresse de facturation, acheteur, destinataire, facturer a,
      a l attention de`,
  },
  {
    name: 'other_party',
    weight: 1,
    nl: `
      afleveradres, leveradres, geleverd aan, bezorgadres, verzendadres,
      bezoekadres, postadres`,
    en: `
      ship to, deliver to, delivery address, shipping address, delivered to, payee,
      tax representative`,
    de: `
      lieferadresse, lieferanschrift, warenempfanger, abweichender warenempfanger,
      abweichender zahlungsempfanger, zahlungsempfanger, steuervertreter, steuerbevollmachtigter,
      steuerbevollmachtigter des verkaufers, lieferort, lieferung an`,
    fr: 'adresse de livraison, livre a, contact commercial, representant fiscal',
  },
  {
    name: 'party_name',
    weight: 1,
    nl: 'naam, bedrijfsnaam, handelsnaam, tenaamstelling, t n v, tnv, ten name van, rekeninghouder',
    en: 'name, company name, company, account holder, account name, beneficiary',
    de: 'name, firma, kontoinhaber, inhaber, firmenname',
    fr: 'nom, raison sociale, titulaire, societe',
  },
  {
    name: 'customer_detail',
    weight: 1,
    nl: 'uw btw~nr, btw~nr klant, btw~nr afnemer, uw kvk~nr, btw klant',
    en: 'your vat~nr, customer vat~nr, client vat~nr, buyer vat~nr, customer vat, bill to vat',
    de: 'ihre ust id, ihre ust id~nr, ihre ust idnr, ust id kunde, ust id~nr kunde, kunden ust id',
    fr: 'n tva client, tva client, votre n tva',
  },
  {
    name: 'party_detail',
    weight: 1,
    nl: 'adres, contactpersoon, contact, email, e mail, website, straat, plaats, postcode, land',
    en: 'address, email, e mail, website, web, street, city, country',
    de: 'anschrift, ansprechpartner, email, internet, geschaftsfuhrer, geschaftsfuhrung, ort, strasse',
    fr: 'adresse, courriel, site, gerant',
  },
];
