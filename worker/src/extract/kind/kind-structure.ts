import type { DocumentKind } from '@smart-accounting/accounting/vocabularies';
import type { DocumentFacts } from '../document-facts.ts';
import { matchLabels } from '../match-labels.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import type { LabelName } from '../rules/label-rule.ts';

/** Phrases that hardly any other kind of document has, in plain letters, separated by commas. */
const phrasesOfKind = {
  reminder: `
    nog niet voldaan, nog niet betaald, nog geen betaling, geen betaling ontvangen,
    betaling nog niet ontvangen, niet door ons ontvangen, betalingstermijn is verstreken,
    betalingstermijn inmiddels verstreken, termijn is verstreken, vervallen factuur,
    vervallen facturen, aanmaningskosten, buitengerechtelijke incassokosten, dagen te laat,
    over het hoofd gezien, aan uw aandacht ontsnapt,
    not yet received, have not received your payment, has not been paid, remains unpaid,
    still outstanding, is overdue, are overdue, days overdue, past due, late fee, reminder fee,
    may have overlooked, noch nicht eingegangen, keinen zahlungseingang, noch offen,
    mahngebuhr, mahngebuhren, mahnkosten, mahnspesen, verzugszinsen betragen, uberfallig,
    zahlungseingang feststellen, ubersehen haben,
    n avons pas recu, reste impayee, restent impayees, demeure impayee, sauf erreur de notre part,
    frais de rappel, echeance depassee, jours de retard`,
  order: `
    hierbij bestellen wij, gelieve te leveren, wij bestellen, wij bevestigen uw bestelling,
    bedankt voor uw bestelling, bedankt voor je bestelling, wij bevestigen hierbij uw opdracht,
    we hereby order, please supply, please deliver, we confirm your order, thank you for your order,
    hiermit bestellen wir, wir bestellen, wir bestatigen ihren auftrag, wir bestatigen ihre bestellung,
    nous commandons, nous confirmons votre commande, merci de nous livrer`,
  delivery_note: `
    in goede orde ontvangen, handtekening ontvanger, voor ontvangst, aantal geleverd, aantal colli,
    quantity delivered, qty shipped, received in good order, signature of receiver, number of packages,
    ware erhalten, unterschrift empfanger, gelieferte menge, anzahl packstucke,
    recu en bon etat, signature du destinataire, quantite livree, nombre de colis`,
  other: `
    offerte is geldig, deze offerte, offertenummer, geldig tot en met, this quotation, quote is valid,
    quotation is valid, valid until, dieses angebot, angebot ist gultig, wir bieten ihnen,
    ce devis, devis valable, bon pour accord`,
} as const satisfies Partial<Record<DocumentKind, string>>;

/** Balances at the beginning and at the end of a statement. */
const openingBalance = phrasesIn(`
  beginsaldo, vorig saldo, oud saldo, saldo vorig afschrift, openingssaldo, saldo begin,
  opening balance, beginning balance, starting balance, balance forward, balance brought forward,
  alter saldo, alter kontostand, anfangssaldo, saldo alt, letzter kontostand, kontostand alt,
  ancien solde, solde precedent, solde initial, solde anterieur`);
const closingBalance = phrasesIn(`
  eindsaldo, nieuw saldo, saldo einde, saldo eind, slotsaldo,
  closing balance, ending balance, final balance, balance carried forward,
  neuer saldo, neuer kontostand, endsaldo, saldo neu, aktueller kontostand, kontostand neu,
  schlusssaldo, nouveau solde, solde final, solde de cloture`);
/** Heads of the two columns of a statement. */
const debitCredit = phrasesIn(`
  af bij, bij af, debet credit, debit credit, af bij saldo, afgeschreven bijgeschreven,
  afschrijving bijschrijving, withdrawals deposits, money out money in, paid out paid in,
  debits credits, soll haben, belastung gutschrift, lastschrift gutschrift, debit credit solde,
  withdrawal deposit`);
/** The head of the column that no invoice has: what is on the account after each row. */
const runningBalance = /\b(?:balance|saldo|solde|kontostand)\b/;

const exclusive = Object.entries(phrasesOfKind).map(([kind, text]) => ({
  kind,
  phrases: phrasesIn(text),
}));

/**
 * What the contents of a document say about its kind, 0 where they say nothing. Each sort of evidence counts once,
 * however often it is found.
 */
export function structureScores(facts: DocumentFacts): Readonly<Record<DocumentKind, number>> {
  const texts = facts.layout.lines.map(
    ({ cells }) => ` ${cells.flatMap(({ text }) => plainWords(text)).join(' ')} `,
  );
  // Sentences go on from line to line.
  const all = texts.join('').replaceAll('  ', ' ');
  const has = (phrases: readonly string[]) => phrases.some((phrase) => all.includes(phrase));
  const ofPhrases = (kind: DocumentKind) =>
    exclusive.some((one) => one.kind === kind && has(one.phrases)) ? 0.5 : 0;
  const labelled = (...names: LabelName[]) =>
    facts.labels.some(({ name, weight }) => names.includes(name) && weight >= 0.9);
  const balances = [
    has(openingBalance),
    has(closingBalance),
    has(debitCredit),
    hasRunningBalance(texts),
  ].filter(Boolean).length;
  const hasAmounts = facts.numbers.some(({ number }) => number.decimals === 2);
  const booked =
    (hasNumber(facts) ? 0.4 : 0) +
    (labelled('vat_total') || facts.percents.length > 0 ? 0.2 : 0) +
    (labelled('due_date') ? 0.1 : 0) +
    (labelled('total', 'payable') ? 0.1 : 0);
  return {
    invoice: booked,
    credit_note: booked + (labelled('credit_number') ? 0.2 : -0.1),
    receipt:
      booked - 0.1 + (labelled('tendered') ? 0.4 : 0) + (labelled('change', 'rounding') ? 0.2 : 0),
    reminder: ofPhrases('reminder'),
    statement: balances >= 2 ? 1 : balances === 1 ? 0.4 : 0,
    order: ofPhrases('order'),
    delivery_note: ofPhrases('delivery_note') + (hasAmounts ? 0 : 0.3),
    other: ofPhrases('other'),
  };
}

/** Whether there is a table of dated rows with a balance: its head names date and balance. */
function hasRunningBalance(texts: readonly string[]): boolean {
  return texts.some(
    (text) => runningBalance.test(text) && /\b(?:datum|date|valuta|tag)\b/.test(text),
  );
}

/** Whether a number stands beside a label that only the number of an invoice has. */
function hasNumber(facts: DocumentFacts): boolean {
  const matches = matchLabels(['invoice_number'], facts, facts.references);
  return matches.some(
    ({ label, score, value }) => label.weight >= 0.9 && score * value.likeness > 0.5,
  );
}

function phrasesIn(text: string): string[] {
  return text.split(',').map((phrase) => ` ${plainWords(phrase).join(' ')} `);
}
