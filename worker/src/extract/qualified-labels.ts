import type { Label } from './find-labels.ts';
import { around, type Token } from './layout.ts';
import { plainWords } from './patterns/plain-letters.ts';
import type { LabelName } from './rules/label-rule.ts';

const excluding: ReadonlySet<string> = new Set([
  ...['excl', 'exclusief', 'ex', 'zonder'],
  ...['excluding', 'exclusive', 'before', 'without'],
  ...['exkl', 'exklusive', 'ohne', 'hors'],
]);
const including: ReadonlySet<string> = new Set([
  ...['incl', 'inclusief', 'inc'],
  ...['including', 'inclusive'],
  ...['inkl', 'inklusive', 'einschl', 'einschliesslich'],
]);
/** What may stand before the name of the tax: `inclusive of 6% GST`; an amount (`21,00`) may not. */
const filling = /^(?:of|the|de|der|[(@]?\d{1,2}(?:[.,]\d)?%?|%)$/i;

const sums: ReadonlySet<string> = new Set<LabelName>(['total', 'net_total', 'payable']);
/** Words that make a name of tax one of a sum with or without it: `Total GST (incl.)`. */
const sumWords: ReadonlySet<string> = new Set([
  ...['total', 'totaal', 'totaalbedrag', 'amount', 'bedrag', 'gesamt', 'summe', 'montant'],
]);

/**
 * Of the labels of a cell, a sum's name and the tax that it is with or without are one: in `Total (excluding GST)` and
 * `Amount (GST incl.)` the second does not call the amount a tax. Phrases that say so in the usual words are labels
 * already; this is for all the others.
 * @param labels of a document, in the order of reading
 */
export function joinQualified(labels: readonly Label[]): Label[] {
  const joined: Label[] = [];
  for (const label of labels) {
    const tokens = label.line.cells[label.cell]?.tokens ?? [];
    const at = label.name === 'vat_total' ? sumBefore(label, joined) : -1;
    const whole = label.name === 'vat_total' ? wholeName(joined[at], label, tokens) : null;
    // What was found between the two (`of` may begin a date) is part of the name now.
    if (whole && whole.first === joined[at]) joined.splice(at);
    joined.push(whole ? asOne(whole, tokens) : label);
  }
  return joined;
}

/** Where the last name of an amount in the cell of this label stands; -1 for none. */
function sumBefore({ line, cell }: Label, labels: readonly Label[]): number {
  for (let at = labels.length - 1; at >= 0; at--) {
    const label = labels[at];
    if (label?.line !== line || label.cell !== cell) return -1;
    if (sums.has(label.name) || label.name === 'other_amount') return at;
  }
  return -1;
}

/** What a sum and its tax are called together, from the first label's first token to `endToken`. */
interface WholeName {
  readonly first: Label;
  readonly name: LabelName;
  readonly endToken: number;
}

/** Null where the name of the tax stands for itself. */
function wholeName(
  before: Label | undefined,
  tax: Label,
  tokens: readonly Token[],
): WholeName | null {
  const [qualifier, ...rest] = before ? tokens.slice(before.endToken, tax.firstToken + 1) : [];
  if (before && qualifierOf(qualifier)) {
    const between = qualifier === tokens[tax.firstToken] ? [] : rest.slice(0, -1);
    if (!between.every(({ text }) => filling.test(text))) return null;
    return named(before, before.name, qualifierOf(qualifier), tax.endToken);
  }
  const behind = qualifierOf(tokens[tax.endToken]);
  if (!behind) return null;
  if (before?.endToken === tax.firstToken)
    return named(before, before.name, behind, tax.endToken + 1);
  const isSum = plainWords(tax.text).some((word) => sumWords.has(word));
  return isSum ? named(tax, 'total', behind, tax.endToken + 1) : null;
}

function qualifierOf(token: Token | undefined): 'with' | 'without' | null {
  const [word = ''] = plainWords(token?.text ?? '');
  return including.has(word) ? 'with' : excluding.has(word) ? 'without' : null;
}

function named(
  first: Label,
  of: LabelName,
  qualifier: 'with' | 'without' | null,
  endToken: number,
): WholeName | null {
  if (of === 'other_amount') return { first, name: of, endToken };
  if (!sums.has(of)) return null;
  return { first, name: qualifier === 'without' ? 'net_total' : 'total', endToken };
}

function asOne({ first, name, endToken }: WholeName, tokens: readonly Token[]): Label {
  const own = tokens.slice(first.firstToken, endToken);
  return {
    ...first,
    ...around(own),
    name,
    // A plain `Total` may be a line's: one that speaks of tax is the document's.
    weight: Math.max(first.weight, 0.9),
    endToken,
    text: own.map(({ text }) => text).join(' '),
  };
}
