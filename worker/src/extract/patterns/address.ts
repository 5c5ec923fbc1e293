/** Postcode and town as they are written in Europe and North America. */
const postalLines = [
  /\b[1-9]\d{3}\s?[A-Z]{2}\b,?\s+['’‘]?\p{L}/u, // 1234 AB Plaats
  /^\p{Lu}[\p{L} '’-]+,?\s+[1-9]\d{3}\s?[A-Z]{2}$/u, // Plaats 1234 AB
  /\b(?:[A-Z]{1,2}[- ])?\d{5}\s+\p{Lu}/u, // 80333 München, D-80333, F-75001, DE 80333
  /(?:^|[\s,·•|-])(?:[A-Z]{1,2}[- ])?[1-9]\d{3},?\s+\p{Lu}\p{L}{2,}/u, // 2000 Antwerpen
  /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/, // SW1A 1AA
  /,\s*[A-Z]{2}\s+\d{5}\b/, // Mountain View, CA 94043
];

/** Street and number, in either order. */
const streetLines = [
  /\p{L}{3,}.*(?:straat|weg|laan|plein|kade|gracht|singel|dijk|hof|pad|dreef|steeg|markt|poort|park|postbus|str\.|straße|strasse|platz|allee|gasse|ring|ufer|damm|steenweg|lei)\b\.?.{0,4}\d/iu,
  /\b(?:postbus|postfach|p\.?o\.? box|bp)\s*\d+/iu,
  /^\d+[a-z]?,?\s+\p{L}.*(?:street|road|avenue|lane|drive|way|close|court|square|place|st|rd|ave|pkwy|parkway|mills)\b/iu,
  /^\d+[a-z]?,?\s+(?:bis\s+)?(?:rue|avenue|av\.|boulevard|bd|place|chemin|route|impasse|quai|jalan)\s+\p{L}/iu,
  /^\p{Lu}[\p{L}.\s'’-]{3,30}\s\d{1,4}\s?[a-zA-Z]?$/u, // Kerkplein 17
];

/** Whether a line contains a postcode with its town. */
export function isPostalLine(text: string): boolean {
  return postalLines.some((form) => form.test(text));
}

/** Postal codes of the states of the United States. */
const states =
  'AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY';
const americanLines = [
  new RegExp(String.raw`\p{L}[\p{L}.]*,?\s+(?:${states})\s+\d{5}(?:-\d{4})?\b`, 'u'), // Mountain View, CA 94043
  /(?:^|,\s*)(?:U\.?S\.?A\.?|United States(?: of America)?)\.?$/u,
];

/** Whether a line ends an address in the United States: town, state and ZIP code, or the country. */
export function isAmericanPostalLine(text: string): boolean {
  return americanLines.some((form) => form.test(text.trim()));
}

/** Whether a line is a street with a house number, or a post office box. */
export function isStreetLine(text: string): boolean {
  return streetLines.some((form) => form.test(text));
}

/** Whether a line is a phone number, mail or web address: companies print their own, but rarely those of a customer. */
export function isContactLine(text: string): boolean {
  return /\b[\w.+-]+@[\w-]+\.[a-z]|(?:https?:\/\/|www\.)\S|^(?:t|tel|telefoon|telefon|phone|fon|fax|f|e|m)\b[.:\s]*[+(\d]|^\+\d{2}[\s\d()-]{7,}$/iu.test(
    text,
  );
}

/** Mail and web domains in a text without their top-level domain: `firm` for `info@firm.nl`. Free mail is left out. */
export function domainsIn(text: string): string[] {
  const found = text.matchAll(
    /(?:@|https?:\/\/(?:www\.)?|www\.)([a-z0-9-]{3,})(?:\.[a-z0-9-]+)*\.[a-z]{2,}/giu,
  );
  return [...found]
    .map((match) => (match[1] ?? '').toLowerCase())
    .filter((name) => !freeMail.has(name));
}

const freeMail = new Set([
  'gmail',
  'hotmail',
  'outlook',
  'live',
  'yahoo',
  'icloud',
  'ziggo',
  'kpnmail',
  'planet',
  'xs4all',
  'gmx',
  'web',
  't-online',
  'orange',
  'home',
]);
