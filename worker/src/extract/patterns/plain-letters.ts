/** Small letters without accents: `Échéance` is `echeance`, `Größe` is `grosse`. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}

/** The words of a text in plain letters and digits; signs part words, `#` and `%` are words of their own. */
export function plainWords(text: string): string[] {
  return plainLetters(text).match(/[a-z0-9]+|[#%]/g) ?? [];
}
