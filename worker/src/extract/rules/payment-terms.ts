/** Payment terms in days, in plain letters; the capturing group is the number of days. */
export const termForms: readonly RegExp[] = [
  /\bbinnen (?:de )?(\d{1,3}) dagen\b/, // nl
  /\b(\d{1,3}) dagen (?:na|netto)\b/,
  /\b(?:betalings?termijn|betalingsconditie|betalingsvoorwaarden?|betaaltermijn) (\d{1,3}) d/,
  /\bwithin (\d{1,3}) (?:calendar )?days\b/, // en
  /\bnet (\d{1,3})(?: days)?\b/,
  /\b(\d{1,3}) days\b/,
  /\binnerhalb (?:von )?(\d{1,3}) tagen\b/, // de
  /\b(\d{1,3}) tagen? (?:rein )?netto\b/,
  /\bzahlungsziel (\d{1,3}) tag/,
  /\b(?:a|sous) (\d{1,3}) jours\b/, // fr
  /\b(\d{1,3}) jours\b/,
];

/** Words that show that a number of days is a payment term. */
export const paymentWords =
  /betal|voldaan|voldoen|over te maken|\bpay|payment|terms|transfer|remit|zahl|uberweis|netto|paiement|regle|payer/;

/** Words before the due date in a sentence about payment. */
export const untilWords =
  /\b(?:uiterlijk(?: op)?|voor|vóór|tot|by|before|until|bis(?: zum)?|spätestens(?: am)?|avant(?: le)?|au plus tard le)\s*$/iu;

/** Words before the day of a direct debit: `wordt op 3 december van uw rekening afgeschreven`. */
export const debitDayWords =
  /\b(?:wordt|zal|zullen|wij|will be|wird|werden|sera)\b.*\b(?:op|rond|omstreeks|per|on|am|zum|le)\s*$/iu;

/** Words that say that the customer's account is debited, in plain letters. */
export const debitWords =
  /afgeschreven|geincasseerd|incasseren|debited|collected|abgebucht|abbuchen|eingezogen|einziehen|preleve/;

/** What a remark says beside a number that a payment has to quote, in plain letters. */
export const quotedWithPayment =
  /\b(?:betal|overboek|pay|remit|zahl|uberweis|paiement|reglement)\w*\b.*\b(?:vermeld|angeben|anzugeben|angegeben|quote|rappeler|mentionner|indiquer)|\b(?:vermeld|quote|state|rappeler|mentionner|indiquer)\w*\b.*\b(?:betal|overboek|pay|remit|paiement|reglement)/;

/** Words for a discount; one for early payment has a term of its own. */
export const discountWords = /korting|discount|skonto|rabatt|nachlass|escompte|remise|rabais/;

const paidBy =
  'ideal|paypal|klarna|bancontact|creditcard|credit card|pin|mollie|visa|mastercard|kreditkarte|sofort|carte bancaire|carte|apple pay|card';
/** The day that a stamp tells: `BETAALD 05-11-2026`, `Bezahlt 5. November 2026`. */
const paidOn = String.raw` \d{1,2} (?:\d{1,2}|[a-z]{3,9}) \d{2,4}`;
/**
 * A whole line that says, in plain letters, that the invoice is paid: it begins with that, so that `indien reeds betaald`
 * and `kan worden betaald` do not count.
 */
export const paidWords = new RegExp(
  [
    String.raw`^(?:(?:deze|uw|de) (?:factuur|bestelling|order) (?:is|werd) )?(?:reeds |al |volledig )?(?:betaald|voldaan)(?: (?:via|per|met|door|op) .{0,40}|${paidOn})?$`,
    String.raw`^(?:(?:this|the|your) (?:invoice|order) (?:is|has been) )?(?:already |fully )?paid(?: (?:in full|by|via|with|on) ?.{0,40}|${paidOn})?$`,
    String.raw`^(?:(?:die|diese|ihre) (?:rechnung|bestellung) (?:ist|wurde) )?(?:bereits |schon )?(?:bezahlt|beglichen)(?: (?:per|mit|via|am|durch) .{0,40}|${paidOn})?$`,
    String.raw`^(?:(?:facture|commande) )?(?:deja )?(?:payee?|reglee?|acquittee?)(?: (?:par|le|via) .{0,40}|${paidOn})?$`,
    String.raw`^(?:betaald|bezahlt|paid|paye|regle)\b.{0,12}\b(?:${paidBy})\b.{0,30}$`,
    String.raw`^(?:betaalmethode|betaalwijze|payment method|zahlungsart|mode de paiement) .{0,30}\b(?:betaald|paid|bezahlt|paye)$`,
  ].join('|'),
);

/**
 * A whole line that says, in plain letters, that a payment came in; `nog niet ontvangen` and `zodra wij uw betaling hebben
 * ontvangen` do not count. Of which invoice it was shows only its amount.
 */
export const receivedWords = new RegExp(
  [
    String.raw`^(?:wij|we) hebben (?:uw|je|de) betaling\b(?!.*\b(?:niet|geen)\b).{0,60}\bontvangen\b`,
    String.raw`^(?:uw|je|de) betaling\b(?!.*\b(?:niet|geen)\b).{0,60}\b(?:is|werd) (?:door ons )?ontvangen\b`,
    String.raw`^betaling .{0,40}\bontvangen\b(?!.*\b(?:niet|geen)\b)`,
    String.raw`^(?:we have|we ve) received (?:your|the) payment\b`,
    String.raw`^(?:your )?payment .{0,40}\b(?:has been |was )?received\b`,
    String.raw`^wir haben (?:ihre|die) zahlung\b(?!.*\b(?:nicht|keine)\b).{0,60}\berhalten\b`,
    String.raw`^(?:ihre )?zahlung\b(?!.*\b(?:nicht|keine)\b).{0,40}\b(?:erhalten|eingegangen)\b`,
    String.raw`^nous avons (?:bien )?recu (?:votre|le) (?:paiement|reglement)\b`,
    String.raw`^(?:votre )?(?:paiement|reglement) .{0,40}\b(?:recu|encaisse)\b`,
  ].join('|'),
);
