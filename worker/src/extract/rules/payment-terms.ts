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

/** Words for an early payment discount, which has a term of its own. */
export const discountWords = /korting|discount|skonto|escompte/;
