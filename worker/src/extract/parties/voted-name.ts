import type { DocumentFacts } from '../document-facts.ts';
import type { Token } from '../layout/layout.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { nameKey, type NameSpan } from './party-names.ts';

/** Shorter words differ by a letter without being the same. */
const minLetters = 4;
const minConfidence = 0.6;
/** A word that was read in two ways counts as read with no more confidence than this: such a name is never certain. */
const doubt = 0.45;

/**
 * A name that was recognised, with what the rest of the document says about its letters. A shop is named more than once:
 * where a word stands elsewhere with one other letter, one of the two was misread, and the one that was read with more
 * confidence counts.
 */
export function votedName(name: NameSpan, { layout }: DocumentFacts): NameSpan {
  if (!layout.recognised) return name;
  const elsewhere = layout.lines
    .filter((line) => line !== name.line)
    .flatMap(({ cells }) => cells.flatMap(({ tokens }) => tokens))
    .filter(({ confidence }) => confidence >= minConfidence);
  const words = name.name.split(' ');
  const voted = words.map((word) => voteOn(word, name.tokens, elsewhere));
  if (voted.every((vote) => vote === null)) return name;
  const text = words.map((word, index) => voted[index] ?? word).join(' ');
  return {
    ...name,
    name: text,
    key: nameKey(text),
    confidence: Math.min(name.confidence, doubt),
  };
}

/** The word as it should be; null where nothing speaks against how it was read. */
function voteOn(word: string, own: readonly Token[], others: readonly Token[]): string | null {
  const letters = plain(word);
  if (letters.length < minLetters || /\d/.test(letters)) return null;
  if (others.some(({ text }) => plain(text) === letters)) return null;
  const rival = others.find(({ text }) => differsByOne(plain(text), letters));
  if (!rival) return null;
  const read = own.find(({ text }) => plain(text) === letters);
  return read && read.confidence < rival.confidence ? rival.text : word;
}

/** Whether two words have the same letters but for one; of which neither is a digit. */
function differsByOne(a: string, b: string): boolean {
  if (a.length !== b.length || /\d/.test(a)) return false;
  const different = [...a].filter((letter, index) => letter !== b[index]);
  return different.length === 1;
}

function plain(text: string): string {
  return plainWords(text).join('');
}
