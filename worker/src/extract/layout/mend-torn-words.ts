import type { Token } from './layout.ts';
import { heightOf } from './rect.ts';

/** Two words have at least this share of their height between them; parts of a number that was torn have less. */
const tornGap = 0.17;
/** A colon that was recognised with this confidence or more is what it seems to be. */
const clearConfidence = 0.7;
/** Colons of a column are below each other, to within this share of the height of their lines. */
const sameColumn = 0.25;

/** Joins numbers that recognition tore apart: `2026.9 44`. @param tokens of one line, from the left */
export function joinTornNumbers(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    if (before && isTorn(before, token)) joined.splice(-1, 1, join(before, token));
    else joined.push(token);
  }
  return joined;
}

function isTorn(before: Token, token: Token): boolean {
  const gap = token.left - before.right;
  return (
    gap < tornGap * Math.min(heightOf(before), heightOf(token)) &&
    /\d$/.test(before.text) &&
    /^\d/.test(token.text)
  );
}

function join(before: Token, token: Token): Token {
  return {
    ...before,
    text: before.text + token.text,
    right: token.right,
    top: Math.min(before.top, token.top),
    bottom: Math.max(before.bottom, token.bottom),
    confidence: Math.min(before.confidence, token.confidence),
  };
}

/**
 * Mends colons that were taken for the first digit of a value: where others of the column begin with a colon, an
 * unclear `18534` is `:8534`.
 */
export function mendColons(tokens: readonly Token[]): Token[] {
  const colons = tokens.filter(({ text }) => text.startsWith(':'));
  if (colons.length === 0) return [...tokens];
  return tokens.map((token) => {
    if (!/^[1lIi!|][\p{L}\d]/u.test(token.text) || token.confidence >= clearConfidence)
      return token;
    const isInColumn = colons.some(
      ({ page, left }) =>
        page === token.page && Math.abs(left - token.left) < sameColumn * heightOf(token),
    );
    return isInColumn ? { ...token, text: `:${token.text.slice(1)}` } : token;
  });
}
