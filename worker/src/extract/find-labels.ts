import type { Layout, Line, Token } from './layout/layout.ts';
import { type Rect, boundingBox } from './layout/rect.ts';
import { misreadingCost } from './misread-words.ts';
import { plainWords } from './patterns/plain-letters.ts';
import { numberWords, type LabelName, type LabelRule } from './rules/label-rule.ts';
import { labelRules } from './rules/labels.ts';
import { isOrdinaryWord } from './rules/ordinary-words.ts';

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
  /** which of several numbers it names, where one label names more than one: `Factuur-/klantnummer` */
  readonly share: { readonly at: number; readonly of: number } | null;
}

interface Phrase {
  readonly words: readonly string[];
  readonly name: LabelName;
  readonly weight: number;
}

/** Ignored between the words of a phrase: `Total EUR incl. VAT` is the phrase `total incl vat`. */
const currencyWords: ReadonlySet<string> = new Set(['eur', 'euro', 'rm', 'gbp', 'usd', 'chf']);

/** A word that was recognised with this confidence has no wrong letters: it is what it says. */
export const sureReading = 0.85;
/** How much less a label weighs for each letter that has to be wrong. */
const costPerEdit = 0.15;

const spellings: Readonly<Record<string, string>> = {
  ...{ btw: 'b t w', vat: 'v a t', tva: 't v a', ust: 'u st', mwst: 'm w st' },
};
const spelledTaxes = /\b(?:btw|vat|tva|ust|mwst)\b/g;

/** All phrases by their first word, longer ones first. */
const phrasesByFirstWord = indexPhrases();

/** Finds the labels in all lines: the longest phrase at each position, without overlaps. */
export function findLabels(layout: Layout): Label[] {
  const misread = misreadPhrases();
  return layout.lines.flatMap((line) =>
    line.cells.flatMap(({ tokens }, cell) => labelsOfCell(line, cell, tokens, misread)),
  );
}

/** The phrases that may begin with a word of the document, in the order in which to try them. */
type PhraseIndex = (read: string) => readonly Phrase[];

const exactPhrases: PhraseIndex = (read) => phrasesByFirstWord.get(read) ?? [];

/** A document has few distinct words, so the phrases for each are looked up only once. */
function misreadPhrases(): PhraseIndex {
  const known = new Map<string, readonly Phrase[]>();
  return (read) => {
    const phrases = known.get(read) ?? [...exactPhrases(read), ...almostFrom(read)];
    known.set(read, phrases);
    return phrases;
  };
}

function almostFrom(read: string): Phrase[] {
  if (read.length < 5 || isOrdinaryWord(read)) return [];
  return [...phrasesByFirstWord].flatMap(([word, phrases]) =>
    word !== read && misreadingCost(word, read) !== null ? phrases : [],
  );
}

interface PlacedWord {
  readonly word: string;
  readonly token: number;
  /** whether recognition was so unsure of it that letters may be wrong */
  readonly unsure: boolean;
}

interface FoundPhrase {
  readonly phrase: Phrase;
  /** of all its misread words together, in edits */
  readonly cost: number;
}

function labelsOfCell(
  line: Line,
  cell: number,
  tokens: readonly Token[],
  misread: PhraseIndex,
): Label[] {
  const words = tokens.flatMap(({ text, confidence }, token) =>
    plainWords(text)
      .filter((word) => !currencyWords.has(word))
      .map((word): PlacedWord => ({ word, token, unsure: confidence < sureReading })),
  );
  const labels: Label[] = [];
  let at = 0;
  while (at < words.length) {
    const { phrase, cost } = longestPhraseAt(words, at, misread) ?? { phrase: null, cost: 0 };
    const [first, last] = [words[at], words[at + (phrase?.words.length ?? 1) - 1]];
    if (phrase && first && last) {
      const own = tokens.slice(first.token, last.token + 1);
      labels.push({
        ...boundingBox(own),
        name: phrase.name,
        weight: phrase.weight * (1 - costPerEdit * cost),
        page: line.page,
        line,
        cell,
        firstToken: first.token,
        endToken: last.token + 1,
        text: own.map(({ text }) => text).join(' '),
        share: null,
      });
    }
    at += phrase?.words.length ?? 1;
  }
  return labels;
}

function longestPhraseAt(
  words: readonly PlacedWord[],
  at: number,
  misread: PhraseIndex,
): FoundPhrase | null {
  const start = words[at];
  if (!start) return null;
  const phrases = start.unsure ? misread(start.word) : exactPhrases(start.word);
  for (const phrase of phrases) {
    const costs = phrase.words.map((word, index) => readingCost(word, words[at + index]));
    if (!costs.includes(null)) {
      return { phrase, cost: costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) };
    }
  }
  return null;
}

/** What it takes to read a word of a phrase as a word of the document; null when it is another word. */
function readingCost(word: string, read: PlacedWord | undefined): number | null {
  if (read?.word === word) return 0;
  if (!read?.unsure || isOrdinaryWord(read.word)) return null;
  return misreadingCost(word, read.word);
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
      .flatMap(withSpelledTax)
      .map((text) => ({ words: plainWords(text), name, weight })),
  );
}

/** Expands `factuur~nr` to `factuurnummer`, `factuur nummer`, `factuurnr`, and so on. */
function withNumberWords(text: string, words: readonly string[]): string[] {
  if (!text.includes('~nr')) return [text];
  return words.flatMap((word) => [text.replace('~nr', word), text.replace('~nr', ` ${word}`)]);
}

/** Adds the name of a tax as it reads with points between its letters: `B.T.W.`, `U.St.` */
function withSpelledTax(text: string): string[] {
  const spelled = text.replace(spelledTaxes, (tax) => spellings[tax] ?? tax);
  return spelled === text ? [text] : [text, spelled];
}
