/** Letters that recognition confuses with digits. */
const digitOf: Readonly<Record<string, string>> = {
  O: '0',
  D: '0',
  Q: '0',
  I: '1',
  L: '1',
  '|': '1',
  Z: '2',
  S: '5',
  G: '6',
  T: '7',
  B: '8',
};

/** The reverse, for positions that must be a letter. */
const letterOf: Readonly<Record<string, string>> = {
  0: 'O',
  1: 'I',
  2: 'Z',
  5: 'S',
  6: 'G',
  8: 'B',
};

/**
 * Formats by country: `9` is a digit, `A` a letter, `?` either of them except `O` and `I`. Whether a repair is correct
 * is then shown by the check digits.
 */
const ibanForms: Readonly<Record<string, string>> = {
  NL: 'AA99AAAA9999999999',
  GB: 'AA99AAAA99999999999999',
  DE: 'AA99999999999999999999',
  BE: 'AA99999999999999',
  AT: 'AA999999999999999999',
  LU: 'AA99999AAAAAAAAAAAAA',
};
const vatForms: Readonly<Record<string, string>> = {
  NL: 'AA999999999A99',
  DE: 'AA999999999',
  BE: 'AA9999999999',
  GB: 'AA999999999',
  FR: 'AA??999999999',
};

/** Replaces letters and digits of an IBAN that recognition confused, as far as its country's format requires it. */
export function repairedIban(iban: string): string {
  return repaired(iban, ibanForms[iban.slice(0, 2)]);
}

/** Does the same for a VAT number. */
export function repairedVatNumber(number: string): string {
  return repaired(number, vatForms[number.slice(0, 2)]);
}

function repaired(text: string, form: string | undefined): string {
  if (form?.length !== text.length) return text;
  return [...text]
    .map((character, index) => {
      const kind = form[index];
      if (kind === '?') return character === 'O' ? '0' : character === 'I' ? '1' : character;
      return (kind === '9' ? digitOf : letterOf)[character.toUpperCase()] ?? character;
    })
    .join('');
}
