import { isAmountMinor } from '@smart-accounting/accounting/money';

/** A number exactly as printed. `decimals` is the number of digits after the decimal sign. */
export interface PrintedNumber {
  readonly negative: boolean;
  /** without separators and sign */
  readonly digits: string;
  readonly decimals: number;
}

export type DecimalSign = ',' | '.';

/** The minus of a hyphen, of the Dutch (`-/-`) and of German merchants (`./.`). */
export const minusForm = String.raw`-\/-|–\/–|-\/–|\.\/\.|[-–−]`;

/** Digits with a point, comma, apostrophe or space as separators, and a sign before or after them. */
const printed = new RegExp(
  String.raw`^(?<minus>(?:${minusForm}|\()\s?)?(?<body>\d[\d.,'’\u00A0\u202F ]*?)` +
    String.raw`(?<end>,-|,–|,=|\.-)?(?<after>\s?(?:-\/-|\.\/\.|-)|\))?$`,
);

/**
 * Reads a number in any European notation: `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56`, `50,-`, `(12.00)`, `12-`, `-/- 12`.
 * @param decimalSign the document's decimal sign, for ambiguous numbers (`1.234`)
 * @returns null when the text is not a number
 */
export function parseNumber(text: string, decimalSign: DecimalSign | null): PrintedNumber | null {
  const groups = printed.exec(text.trim())?.groups;
  const body = groups?.['body']?.replace(/[\s\u00A0\u202F]+/g, ' ').trim();
  if (body === undefined) return null;
  const negative = groups?.['minus'] !== undefined || groups?.['after'] !== undefined;
  if (groups?.['end'] !== undefined) return wholeNumber(body, negative, 2);
  const lastSign = Math.max(body.lastIndexOf(','), body.lastIndexOf('.'));
  if (lastSign < 0) return wholeNumber(body, negative, 0);
  const sign = body.charAt(lastSign);
  const before = body.slice(0, lastSign);
  const after = body.slice(lastSign + 1);
  if (!/^\d+$/.test(after)) return null;
  if (after.length === 3 && separatesThousands(before, sign, decimalSign)) {
    return wholeNumber(body, negative, 0);
  }
  const whole = joinThousands(before);
  return whole === null ? null : { negative, digits: whole + after, decimals: after.length };
}

/** Whether the sign in `1.234` separates thousands: it also occurs before, or is not the document's decimal sign. */
function separatesThousands(
  before: string,
  sign: string,
  decimalSign: DecimalSign | null,
): boolean {
  if (before.includes(sign)) return true;
  if (/[.,]/.test(before) || !/^[\d' ’]{1,3}$/.test(before) || before === '0') return false;
  return decimalSign === null || decimalSign !== sign;
}

function wholeNumber(body: string, negative: boolean, zeros: number): PrintedNumber | null {
  const whole = joinThousands(body);
  return whole === null ? null : { negative, digits: whole + '0'.repeat(zeros), decimals: zeros };
}

/** Joins digits in groups of three, or without groups; null when the groups have another size. */
function joinThousands(text: string): string | null {
  if (/^\d+$/.test(text)) return text;
  return /^\d{1,3}([.,'’ ]\d{3})+$/.test(text) ? text.replace(/\D/g, '') : null;
}

/** The number in hundredths; null when it has more than two decimals or is too large for an amount. */
export function minorOfNumber({ negative, digits, decimals }: PrintedNumber): bigint | null {
  if (decimals > 2 || digits.length > 20) return null;
  const minor = BigInt(digits) * 10n ** BigInt(2 - decimals);
  if (!isAmountMinor(minor)) return null;
  return negative ? -minor : minor;
}

/** The number as plain decimal text, exactly: `-1234.5`. */
export function decimalOfNumber({ negative, digits, decimals }: PrintedNumber): string {
  const padded = digits.padStart(decimals + 1, '0');
  const whole = padded.slice(0, padded.length - decimals).replace(/^0+(?=\d)/, '');
  const fraction = decimals === 0 ? '' : padded.slice(-decimals).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return negative && text !== '0' ? `-${text}` : text;
}

/** The document's decimal sign, by the majority of its texts with numbers that end in exactly two decimals, or null. */
export function decimalSignOf(texts: Iterable<string>): DecimalSign | null {
  let commas = 0;
  let points = 0;
  for (const text of texts) {
    if (/\d,\d{2}(?!\d)/.test(text) && !/\d,\d{2}[.,]\d/.test(text)) commas += 1;
    if (/\d\.\d{2}(?!\d)/.test(text) && !/\d\.\d{2}[.,/-]\d/.test(text)) points += 1;
  }
  return commas === points ? null : commas > points ? ',' : '.';
}
