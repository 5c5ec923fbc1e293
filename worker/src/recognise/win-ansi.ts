/** The characters that PDF's standard fonts have beyond Latin-1 (code page 1252). */
const extra = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** Replaces what PDF's standard fonts lack: `Łódź` becomes `Lódz`, and a character without a counterpart `?`. */
export function toWinAnsi(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => {
    if (isShown(character)) return character;
    const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
    return base !== '' && [...base].every(isShown) ? base : (alike[character] ?? '?');
  }).join('');
}

/** Letters that Unicode does not decompose into a base letter and an accent. */
const alike: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  ı: 'i',
  '−': '-',
};

function isShown(character: string): boolean {
  return /^[\u0020-\u007E\u00A0-\u00FF]$/.test(character) || extra.has(character);
}
