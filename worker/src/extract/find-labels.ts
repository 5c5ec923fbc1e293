import type { Layout, Line, Token } from './layout/layout.ts';
import { type Rect, boundingBox } from './layout/rect.ts';
import { plainWords } from './patterns/plain-letters.ts';
import { numberWords, type LabelName, type LabelRule } from './rules/label-rule.ts';
import { labelRules } from './rules/labels.ts';

/** A label in a document: words that say what a value is. */
export interface Label extends Rect {
  readonly name: LabelName;
  /** 0 to 1: how certain these words on their own are */
  readonly weight: number;
  readonly page: number;
  readonly line: Line;
  /** it consists of the tokens of this cell from `firstToken` up to, but not including, `endToken` */
  readonly cell: number;
  readonly firstToken: number;
  readonly endToken: number;
  readonly text: string;
}

interface Phrase {
  readonly words: readonly string[];
  readonly name: LabelName;
  readonly weight: number;
}

/** Ignored between the words of a phrase: `Total EUR incl. VAT` is the phrase `total incl vat`. */
const currencyWords: ReadonlySet<string> = new Set(['eur', 'euro', 'rm', 'gbp', 'usd', 'chf']);

/** All phrases by their first word, longer ones first. */
const phrasesByFirstWord = indexPhrases();

/** Finds the labels in all lines: the longest phrase at each position, without overlaps. */
export function findLabels(layout: Layout): Label[] {
  const spelling = layout.recognised ? misreadSpelling() : exactSpelling;
  return layout.lines.flatMap((line) =>
    line.cells.flatMap(({ tokens }, cell) => labelsOfCell(line, cell, tokens, spelling)),
  );
}

/** How the words of a document are compared with those of phrases. */
interface Spelling {
  /** the phrases that may begin with this word of the document, in the order in which to try them */
  readonly phrasesFrom: (read: string) => readonly Phrase[];
  readonly isSame: (word: string, read: string) => boolean;
}

const exactSpelling: Spelling = {
  phrasesFrom: (read) => phrasesByFirstWord.get(read) ?? [],
  isSame: (word, read) => word === read,
};

/** Allows misread letters. A document has few distinct words, so the phrases for each are looked up only once. */
function misreadSpelling(): Spelling {
  const known = new Map<string, readonly Phrase[]>();
  return {
    phrasesFrom: (read) => {
      const phrases = known.get(read) ?? [...exactSpelling.phrasesFrom(read), ...almostFrom(read)];
      known.set(read, phrases);
      return phrases;
    },
    isSame: (word, read) => word === read || isAlmost(word, read),
  };
}

function almostFrom(read: string): Phrase[] {
  if (read.length < 6) return [];
  return [...phrasesByFirstWord].flatMap(([word, phrases]) =>
    word !== read && isAlmost(word, read) ? phrases : [],
  );
}

interface PlacedWord {
  readonly word: string;
  readonly token: number;
}

function labelsOfCell(
  line: Line,
  cell: number,
  tokens: readonly Token[],
  spelling: Spelling,
): Label[] {
  const words = tokens.flatMap(({ text }, token) =>
    plainWords(text)
      .filter((word) => !currencyWords.has(word))
      .map((word): PlacedWord => ({ word, token })),
  );
  const labels: Label[] = [];
  let at = 0;
  while (at < words.length) {
    const phrase = longestPhraseAt(words, at, spelling);
    const [first, last] = [words[at], words[at + (phrase?.words.length ?? 1) - 1]];
    if (phrase && first && last) {
      const own = tokens.slice(first.token, last.token + 1);
      labels.push({
        ...boundingBox(own),
        name: phrase.name,
        weight: phrase.weight,
        page: line.page,
        line,
        cell,
        firstToken: first.token,
        endToken: last.token + 1,
        text: own.map(({ text }) => text).join(' '),
      });
    }
    at += phrase?.words.length ?? 1;
  }
  return labels;
}

function longestPhraseAt(
  words: readonly PlacedWord[],
  at: number,
  { phrasesFrom, isSame }: Spelling,
): Phrase | null {
  const found = phrasesFrom(words[at]?.word ?? '').find((phrase) =>
    phrase.words.every((word, index) => index === 0 || isSame(word, words[at + index]?.word ?? '')),
  );
  return found ?? null;
}

/** Whether a long word was read with one or two wrong letters: `factuumummer` for `factuurnummer`. */
export function isAlmost(word: string, read: string): boolean {
  const allowed = word.length >= 10 ? 2 : word.length >= 6 ? 1 : 0;
  if (allowed === 0 || Math.abs(word.length - read.length) > allowed) return false;
  return editDistance(word, read) <= allowed;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

function indexPhrases(): Map<string, Phrase[]> {
  const index = new Map<string, Phrase[]>();
  for (const phrase of labelRules.flatMap(phrasesOf)) {
    const first = phrase.words[0] ?? '';
    index.set(first, [...(index.get(first) ?? []), phrase]);
  }
  for (const phrases of index.values()) {
    phrases.sort((a, b) => b.words.length - a.words.length || b.weight - a.weight);
  }
  return index;
}

function phrasesOf(rule: LabelRule): Phrase[] {
  const { name, weight } = rule;
  return (['nl', 'en', 'de', 'fr'] as const).flatMap((language) =>
    (rule[language]?.split(',') ?? [])
      .flatMap((text) => withNumberWords(text, numberWords[language]))
      .map((text) => ({ words: plainWords(text), name, weight })),
  );
}

/** Expands `factuur~nr` to `factuurnummer`, `factuur nummer`, `factuurnr`, and so on. */
function withNumberWords(text: string, words: readonly string[]): string[] {
  if (!text.includes('~nr')) return [text];
  return words.flatMap((word) => [text.replace('~nr', word), text.replace('~nr', ` ${word}`)]);
}
