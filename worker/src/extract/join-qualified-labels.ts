import type { Label } from './find-labels.ts';
import type { Token } from './layout/layout.ts';
import { plainWords } from './patterns/plain-letters.ts';
import type { LabelName } from './rules/label-rule.ts';
import { boundingBox } from './layout/rect.ts';

const excluding: ReadonlySet<string> = new Set([
  ...['excl', 'exclusief', 'ex', 'zonder'],
  ...['excluding', 'exclusive', 'excluded', 'before', 'without'],
  ...['exkl', 'exklusive', 'ohne', 'hors', 'exclue'],
]);
const including: ReadonlySet<string> = new Set([
  ...['incl', 'inclusief', 'inc', 'inbegrepen'],
  ...['including', 'inclusive', 'included'],
  ...['inkl', 'inklusive', 'einschl', 'einschliesslich', 'enthalten'],
  ...['inclus', 'incluse', 'comprise', 'compris'],
]);
const negations: ReadonlySet<string> = new Set(['niet', 'not', 'nicht', 'non']);
/** What may stand beside the name of the tax: `inclusive of 6% GST`. An amount (`21,00`) may not. */
const filler =
  /^(?:of|the|at|de|der|van|von|gesetzl\.?|gesetzliche[rn]?|@|[(@]?\d{1,2}(?:[.,]\d{1,2})?%?\)?:?|%\)?:?)$/i;
/** A remark in brackets that tells how much of a total is tax: `Total TTC (dont TVA 20%)`. */
const openedRemark = /^\(/;
const closedRemark = /\)[:.]?$/;
const remarkWords: ReadonlySet<string> = new Set(['dont', 'waarvan', 'davon', 'which']);

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
  if (before) {
    const ahead = qualifierAhead(before, tax, tokens);
    if (ahead) return named(before, before.name, ahead, tax.endToken);
    if (!tokens.slice(before.endToken, tax.firstToken).every(isFiller)) return null;
  }
  const behind = qualifierBehind(tax, tokens);
  if (before) {
    if (behind) return named(before, before.name, behind.qualifier, behind.endToken);
    const endToken = endOfRemark(before, tax, tokens);
    return endToken === null ? null : named(before, before.name, null, endToken);
  }
  const isSum = plainWords(tax.text).some((word) => sumWords.has(word));
  return isSum && behind ? named(tax, 'total', behind.qualifier, behind.endToken) : null;
}

type Qualifier = 'with' | 'without';

/** The qualifier between the two, with nothing but fillers between it and the tax; `Totaal incl.` has it in its name. */
function qualifierAhead(before: Label, tax: Label, tokens: readonly Token[]): Qualifier | null {
  for (const at of [before.endToken - 1, before.endToken]) {
    const qualifier = at <= tax.firstToken ? qualifierOf(tokens[at]) : null;
    if (!qualifier) continue;
    return tokens.slice(at + 1, tax.firstToken).every(isFiller) ? qualifier : null;
  }
  return null;
}

/** The qualifier behind the tax and its rate: `VAT 20% not included`. */
function qualifierBehind(
  tax: Label,
  tokens: readonly Token[],
): { qualifier: Qualifier; endToken: number } | null {
  let at = endOfFillers(tax.endToken, tokens);
  const isNegated = negations.has(wordOf(tokens[at]));
  if (isNegated) at += 1;
  const said = qualifierOf(tokens[at]);
  if (!said) return null;
  const qualifier = isNegated ? (said === 'with' ? 'without' : 'with') : said;
  return { qualifier, endToken: at + 1 };
}

/** Where a remark in brackets ends that begins behind the sum and names only the tax and its rate, or null. */
function endOfRemark(before: Label, tax: Label, tokens: readonly Token[]): number | null {
  const endToken = endOfFillers(tax.endToken, tokens);
  const isWhole =
    openedRemark.test(tokens[before.endToken]?.text ?? '') &&
    closedRemark.test(tokens[endToken - 1]?.text ?? '');
  return isWhole ? endToken : null;
}

function endOfFillers(start: number, tokens: readonly Token[]): number {
  const after = tokens.slice(start).findIndex((token) => !isFiller(token));
  return after < 0 ? tokens.length : start + after;
}

function isFiller(token: Token): boolean {
  return filler.test(token.text) || remarkWords.has(wordOf(token));
}

function wordOf(token: Token | undefined): string {
  return plainWords(token?.text ?? '')[0] ?? '';
}

function qualifierOf(token: Token | undefined): Qualifier | null {
  const word = wordOf(token);
  return including.has(word) ? 'with' : excluding.has(word) ? 'without' : null;
}

/** @param qualifier null where only a remark follows the name of the sum */
function named(
  first: Label,
  of: LabelName,
  qualifier: Qualifier | null,
  endToken: number,
): WholeName | null {
  if (others.has(of) || (qualifier === null && sums.has(of))) return { first, name: of, endToken };
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
