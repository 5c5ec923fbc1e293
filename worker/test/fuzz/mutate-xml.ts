import type { Random } from '@smart-accounting/worker-evaluate/generate/random';

/** An XML file with something in it that has broken readers of XML; any other file is left as it is. */
export function mutateXml(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('utf8');
  if (!/^\uFEFF?\s*<[?!A-Za-z_]/.test(text)) return bytes;
  return random.oneOf(mutations)(text, random);
}

const mutations: readonly ((text: string, random: Random) => Buffer)[] = [
  (text, random) => {
    const depth = random.pick([10, 60, 1000, 100_000]);
    return between(text, random, `${'<n>'.repeat(depth)}${'</n>'.repeat(depth)}`);
  },
  (text, random) => between(text, random, '<e/>'.repeat(random.pick([100, 60_000, 1_000_000]))),
  (text, random) => {
    const count = random.pick([10, 100, 10_000, 880_000]);
    return inTag(text, random, Array.from({ length: count }, (_, n) => ` a${n}=""`).join(''));
  },
  (text, random) => inTag(text, random, ` a="${'v'.repeat(random.pick([100, 300_000]))}"`),
  (text, random) => between(text, random, 'tekst '.repeat(random.pick([10, 50_000, 500_000]))),
  (text, random) => between(text, random, `<!--${'-a'.repeat(random.pick([100, 1_000_000]))}-->`),
  (text, random) => between(text, random, '&amp;&#x2014;'.repeat(random.pick([100, 100_000]))),
  (text, random) => {
    const file = 'QUJD'.repeat(random.pick([10, 1_000_000, 4_500_000]));
    return between(
      text,
      random,
      `<cbc:EmbeddedDocumentBinaryObject>${file}</cbc:EmbeddedDocumentBinaryObject>`,
    );
  },
  (text, random) => {
    const times = random.pick([2, 600, 5000]);
    const line = /<(\w+:)?(Invoice|CreditNote|IncludedSupplyChainTrade)Line.*?Line\w*>/s;
    return Buffer.from(text.replace(line, (found) => found.repeat(times)));
  },
  (text) => Buffer.from(`<!DOCTYPE a [<!ENTITY b "${'ha'.repeat(10_000)}">]>${text}`),
  (text, random) => between(text, random, '&b;'),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(text, 'latin1'),
];

/** The text with more in it behind one of its tags. */
function between(text: string, random: Random, more: string): Buffer {
  return inserted(text, random, />/g, more);
}

/** The text with more in one of its tags. */
function inTag(text: string, random: Random, more: string): Buffer {
  return inserted(text, random, /<[A-Za-z][\w:]*/g, more);
}

function inserted(text: string, random: Random, place: RegExp, more: string): Buffer {
  const places = [...text.matchAll(place)].map((match) => match.index + match[0].length);
  const at = places.length === 0 ? text.length : random.oneOf(places);
  return Buffer.from(text.slice(0, at) + more + text.slice(at));
}
