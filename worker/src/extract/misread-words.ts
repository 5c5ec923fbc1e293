/** Letters and digits that look alike on a bad scan: recognition takes one for another of the same group. */
const lookAlikes = ['oc0eqdg', 'il1jtf', 'nurhvy', 'mw', 's5a8b6', 'kx', 'z27'];
/** Pairs of letters that look like another one. */
const ligatures = { rn: 'm', cl: 'd', vv: 'w', ii: 'u', nn: 'm' } as const;

const groupOf = new Map(lookAlikes.flatMap((group) => [...group].map((letter) => [letter, group])));

/**
 * How much it takes to read one word for another: half an edit for each letter that looks like the one it was taken
 * for, one for each other letter that is wrong, missing or too many. Null when it takes more than is believable: one
 * edit in words of six letters or more, one and a half from ten on, none in shorter ones.
 * @param word as it should be; @param read as it was recognised; both in plain letters
 */
export function misreadingCost(word: string, read: string): number | null {
  const most = word.length >= 10 ? 1.5 : word.length >= 6 ? 1 : 0;
  if (Math.abs(word.length - read.length) > 2 * most) return null;
  const joined = 0.5 + editCost(joinLigatures(word), joinLigatures(read));
  const cost = Math.min(editCost(word, read), joined);
  return cost <= most ? cost : null;
}

function joinLigatures(word: string): string {
  return Object.entries(ligatures).reduce(
    (text, [pair, letter]) => text.replaceAll(pair, letter),
    word,
  );
}

function editCost(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + changeCost(a.charAt(i - 1), b.charAt(j - 1));
      current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

function changeCost(letter: string, read: string): number {
  if (letter === read) return 0;
  return groupOf.has(letter) && groupOf.get(letter) === groupOf.get(read) ? 0.5 : 1;
}
