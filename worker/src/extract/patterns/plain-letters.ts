/** Converts a text to lower case without accents: `Échéance` to `echeance`, `Größe` to `grosse`; `n°` is `n`. */
export function plainLetters(text: string): string {
  return text
    .replace(/[°º]/g, ' ')
    .replaceAll('№', 'no ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}

/** The words of a text in plain letters and digits, split at punctuation; `#` and `%` are words of their own. */
export function plainWords(text: string): string[] {
  return plainLetters(text).match(/[a-z0-9]+|[#%]/g) ?? [];
}
