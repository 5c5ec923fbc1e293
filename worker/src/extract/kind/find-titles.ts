import { invoiceKinds } from '@smart-accounting/accounting/vocabularies';
import { sureReading } from '../find-labels.ts';
import { misreadingCost } from '../misread-words.ts';
import type { Layout, Line, Token } from '../layout/layout.ts';
import { boundingBox, heightOf, type Rect } from '../layout/rect.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { type TitleKind, titleRules } from './kind-titles.ts';

const invoiceTitles: ReadonlySet<TitleKind> = new Set(invoiceKinds);

/** Words on a page that say what kind of document it is. */
export interface Title extends Rect {
  readonly kind: TitleKind;
  readonly page: number;
  readonly line: Line;
  /** 0 to 1: how certain the words are, where and how large they stand */
  readonly weight: number;
  /** a heading: in large type, or the only words of its place; others may only mention another document */
  readonly isHeading: boolean;
}

interface Phrase {
  readonly words: readonly string[];
  readonly kind: TitleKind;
  readonly weight: number;
}

/** Titles are larger than most words by at least this factor. */
const largeTypeFactor = 1.25;
/** A heading has no more words than this beside its own: a number, a date, a page. */
const mostWordsBeside = 6;
/** Above this share of the page a title is where titles are; below the second it says little. */
const head = 0.45;
const middle = 0.65;

const phrases: ReadonlyMap<string, readonly Phrase[]> = phrasesByFirstWord();

/** Words that announce the subject of a letter, before its title. */
const subjectWords: ReadonlySet<string> = new Set(
  'betreft onderwerp betr inzake re subject concerns concerning betreff betrifft objet concerne uw onze your our ihre unsere votre'.split(
    ' ',
  ),
);
const valueWords: ReadonlySet<string> = new Set(
  'nummer nr no num number numero n nummers date datum dated'.split(' '),
);
/** Words that may stand beside a title in the same heading: of a number, a date, a copy, a page. */
const besideTitle: ReadonlySet<string> = new Set(
  'nummer nr no num number numero n nummers van vom of du de der le la date datum dated kopie copy copie duplicaat duplicate duplicata origineel original pagina page seite blad pag fur for voor pour bij op zur zum uw your ihre votre betaald paid bezahlt en and und et'.split(
    ' ',
  ),
);

/** Finds the titles of a page, the strongest first: words at the beginning of their place, alone or in large type. */
export function findTitles(layout: Layout, letterHeight: number): Title[] {
  return layout.lines
    .flatMap((line) =>
      line.cells.flatMap(({ tokens }) => titleOfCell(line, tokens, layout, letterHeight)),
    )
    .sort((a, b) => b.weight - a.weight);
}

function titleOfCell(
  line: Line,
  tokens: readonly Token[],
  layout: Layout,
  letterHeight: number,
): Title[] {
  const words = tokens.flatMap((token) => plainWords(token.text).map((word) => ({ word, token })));
  const from = subjectWords.has(words[0]?.word ?? '') ? 1 : 0;
  const phrase = longestPhrase(words.slice(from));
  if (!phrase) return [];
  const own = words.slice(from, from + phrase.words.length).map(({ token }) => token);
  const end = own.at(-1);
  const rest = end ? tokens.slice(tokens.indexOf(end) + 1).map(({ text }) => text) : [];
  const box = boundingBox(own);
  const isLarge = heightOf(box) >= largeTypeFactor * letterHeight;
  const isAlone = rest.length <= mostWordsBeside && rest.every(mayStandBeside);
  if (!isLarge && (!isAlone || line.cells.length > 2)) return [];
  if (rest.length > 2 * mostWordsBeside) return [];
  // `Inkooporder:` is the label of a number that an invoice mentions.
  const isLabel = own.at(-1)?.text.endsWith(':') === true && !isLarge;
  if (isLabel && !invoiceTitles.has(phrase.kind)) return [];
  const at = box.top / (layout.pages.get(line.page)?.height ?? 842);
  const place = at < head ? 1 : at < middle ? 0.6 : 0.3;
  const style = isLarge ? 1 : isLabelOfValue(rest) ? 0.3 : hasValue(rest) ? 0.6 : 0.8;
  return [
    {
      ...box,
      kind: phrase.kind,
      page: line.page,
      line,
      weight: phrase.weight * place * style,
      isHeading: isLarge || rest.length === 0,
    },
  ];
}

/** A number, or words about it. */
function mayStandBeside(text: string): boolean {
  return /\d/.test(text) || plainWords(text).every((word) => besideTitle.has(word));
}

/** `Invoice number: 12` and `Invoice date` are labels, whose values are evidence of their own. */
function isLabelOfValue(rest: readonly string[]): boolean {
  const [first] = rest.flatMap(plainWords);
  return first !== undefined && valueWords.has(first);
}

/** `Pakbon 4711` on an invoice is the label of a number; in large type it would be a title. */
function hasValue(rest: readonly string[]): boolean {
  return rest.some((text) => /\d/.test(text));
}

interface PlacedWord {
  readonly word: string;
  readonly token: Token;
}

function longestPhrase(words: readonly PlacedWord[]): Phrase | null {
  const [first] = words;
  if (!first) return null;
  const exact = phrases.get(first.word) ?? [];
  const misread = isUnsure(first)
    ? [...phrases].flatMap(([word, some]) => (isReadAs(word, first) ? some : []))
    : [];
  const found = [...exact, ...misread].find((phrase) =>
    phrase.words.every((word, index) => isReadAs(word, words[index])),
  );
  return found ?? null;
}

/** Whether a word of the page is this one, or was misread of it. */
function isReadAs(word: string, read: PlacedWord | undefined): boolean {
  if (!read) return false;
  return word === read.word || (isUnsure(read) && misreadingCost(word, read.word) !== null);
}

function isUnsure({ token }: PlacedWord): boolean {
  return token.confidence < sureReading;
}

function phrasesByFirstWord(): Map<string, Phrase[]> {
  const all = titleRules
    .flatMap(({ kind, weight, nl = '', en = '', de = '', fr = '' }) =>
      [nl, en, de, fr]
        .flatMap((text) => text.split(','))
        .map((text) => ({ words: plainWords(text), kind, weight })),
    )
    .filter(({ words }) => words.length > 0)
    .sort((a, b) => b.words.length - a.words.length);
  return Map.groupBy(all, ({ words }) => words[0] ?? '');
}
