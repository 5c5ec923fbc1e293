/** Legal forms as they end a name, in letters and digits only: `bv` for `B.V.` */
const endings = new Set(
  (
    'bv nv vof cv bvba cvba srl sarl sa sas sasu eurl snc sprl sci sp gmbh ag kg kgaa ohg gbr ug ek ev eg se mbh ' +
    'ltd limited llp plc llc lp inc incorporated corp corporation spa sl aps as ab oy oyj doo epe ae'
  ).split(' '),
);
/** What joins two forms (`GmbH & Co. KG`) or follows one (`B.V. i.o.`); by itself it is a part of the name. */
const joiners = new Set(['co', 'und', 'en', 'and', 'io', 'ua']);
const beginnings = new Set(['stichting', 'vof', 'sarl', 'sas', 'ets']);

/**
 * The words of a company's name by which it is compared with another: lower case, letters without accents, without
 * punctuation and legal form. `Bakkerij de Zón B.V.` gives bakkerij, de, zon. Empty when there is nothing else in it.
 */
export function nameWords(name: string): readonly string[] {
  const words = plainWords(name);
  const last = words.findLastIndex((word) => !endings.has(word) && !joiners.has(word));
  const end = words.slice(last + 1).some((word) => endings.has(word)) ? last + 1 : words.length;
  const start = end > 1 && beginnings.has(words[0] ?? '') ? 1 : 0;
  return words.slice(start, end);
}

/**
 * How two names of companies stand to each other: `equal` after the legal form is taken off, `contained` when one holds
 * the words of the other in a row, else `different`. A name of nothing but a legal form is like no other.
 */
export function compareNames(one: string, other: string): 'equal' | 'contained' | 'different' {
  const [a, b] = [nameWords(one), nameWords(other)];
  if (a.length === 0 || b.length === 0) return 'different';
  if (a.join('') === b.join('')) return 'equal';
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return ` ${longer.join(' ')} `.includes(` ${shorter.join(' ')} `) ? 'contained' : 'different';
}

/** Single letters in a row are one word, however they are set: `B.V.`, `B. V.`, `S.A.R.L.`; a form among them, another. */
function plainWords(name: string): string[] {
  const words: string[] = [];
  let letters = '';
  const endLetters = (): void => {
    const form = [...letters].findIndex((_, at) => at > 0 && endings.has(letters.slice(at)));
    if (form > 0 && !endings.has(letters)) words.push(letters.slice(0, form), letters.slice(form));
    else if (letters !== '') words.push(letters);
    letters = '';
  };
  for (const word of withoutAccents(name).split(/[^\p{L}\p{N}]+/u)) {
    if (/^\p{L}$/u.test(word)) letters += word;
    else {
      endLetters();
      if (word !== '') words.push(word);
    }
  }
  endLetters();
  return words;
}

function withoutAccents(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l')
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '');
}
