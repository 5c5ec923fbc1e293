import type { Label } from './find-labels.ts';
import type { Token } from './layout/layout.ts';
import { plainWords } from './patterns/plain-letters.ts';
import type { LabelName } from './rules/label-rule.ts';
import { boundingBox } from './layout/rect.ts';

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
/** Words allowed before the name of the tax: `inclusive of 6% GST`. An amount (`21,00`) is not. */
const filler = /^(?:of|the|de|der|[(@]?\d{1,2}(?:[.,]\d)?%?|%)$/i;

const sums: ReadonlySet<string> = new Set<LabelName>(['total', 'net_total', 'payable']);
/** Amounts that stay what they are, with or without tax. */
const others: ReadonlySet<string> = new Set<LabelName>(['other_amount', 'adjustment', 'prepaid']);
/** Words that turn the name of the tax into the name of a total with or without it: `Total GST (incl.)`. */
const sumWords: ReadonlySet<string> = new Set([
  ...['total', 'totaal', 'totaalbedrag', 'amount', 'bedrag', 'gesamt', 'summe', 'montant'],
]);

/**
 * Joins the label of a total with the label of the tax that it includes or excludes: in `Total (excluding GST)` and
 * `Amount (GST incl.)` the name of the tax does not mean that the amount is a tax. The usual wordings are phrases of
 * their own; this handles all others.
 * @param labels of a document, in reading order
 */
export function joinQualifiedLabels(labels: readonly Label[]): Label[] {
  const joined: Label[] = [];
  for (const label of labels) {
    const tokens = label.line.cells[label.cell]?.tokens ?? [];
    const at = label.name === 'vat_total' ? sumBefore(label, joined) : -1;
    const whole = label.name === 'vat_total' ? wholeName(joined[at], label, tokens) : null;
    // Any label found between the two (`of` may begin a date) is now part of the name.
    if (whole && whole.first === joined[at]) joined.splice(at);
    joined.push(whole ? asOne(whole, tokens) : label);
  }
  return joined;
}

/** The index of the last label of an amount before this one in the same cell, or -1. */
function sumBefore({ line, cell }: Label, labels: readonly Label[]): number {
  for (let at = labels.length - 1; at >= 0; at--) {
    const label = labels[at];
    if (label?.line !== line || label.cell !== cell) return -1;
    if (sums.has(label.name) || others.has(label.name)) return at;
  }
  return -1;
}

/** The label of a total together with that of its tax: from the first token of `first` up to `endToken`. */
interface WholeName {
  readonly first: Label;
  readonly name: LabelName;
  readonly endToken: number;
}

/** Null where the label of the tax is not part of another one. */
function wholeName(
  before: Label | undefined,
  tax: Label,
  tokens: readonly Token[],
): WholeName | null {
  const own = before && qualifierOf(tokens[before.endToken - 1]);
  if (before && own) {
    // `Totaal incl.` is a phrase of its own, as far as it goes.
    const between = tokens.slice(before.endToken, tax.firstToken);
    return between.every(({ text }) => filler.test(text))
      ? named(before, before.name, own, tax.endToken)
      : null;
  }
  const [qualifier, ...rest] = before ? tokens.slice(before.endToken, tax.firstToken + 1) : [];
  if (before && qualifierOf(qualifier)) {
    const between = qualifier === tokens[tax.firstToken] ? [] : rest.slice(0, -1);
    if (!between.every(({ text }) => filler.test(text))) return null;
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
  if (others.has(of)) return { first, name: of, endToken };
  if (!sums.has(of)) return null;
  return { first, name: qualifier === 'without' ? 'net_total' : 'total', endToken };
}

function asOne({ first, name, endToken }: WholeName, tokens: readonly Token[]): Label {
  const own = tokens.slice(first.firstToken, endToken);
  return {
    ...first,
    ...boundingBox(own),
    name,
    // A plain `Total` may be that of a line, but one that mentions tax is the document's.
    weight: Math.max(first.weight, 0.9),
    endToken,
    text: own.map(({ text }) => text).join(' '),
  };
}
