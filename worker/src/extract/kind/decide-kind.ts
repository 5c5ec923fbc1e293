import {
  type DocumentKind,
  documentKinds,
  invoiceKinds,
} from '@smart-accounting/accounting/vocabularies';
import type {
  KindOfDocument,
  KindScore,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { DocumentFacts } from '../document-facts.ts';
import { roundConfidence } from '../extracted-value.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { findTitles, type Title } from './find-titles.ts';
import { structureScores } from './kind-structure.ts';

/** What a document is, with the title that says so. */
export interface DecidedKind extends KindOfDocument {
  readonly title: Title | null;
}

/** What is taken for no invoice has at least this score, and more than any kind of invoice by at least the other. */
const minScore = 0.7;
const minLead = 0.3;
const minTitle = 0.5;
/** These name invoices with their numbers; so a number without a title speaks little against them. */
const aboutInvoices: ReadonlySet<DocumentKind> = new Set(['reminder', 'statement']);
/** Fewer words than this say nothing about what a document is. */
const minWords = 25;

/**
 * Decides what kind a document is: by the titles of its first page, by what its pages hold, and by phrases that only one
 * kind has. An invoice is the rule; another kind must show itself clearly.
 */
export function decideKind(facts: DocumentFacts): DecidedKind {
  const first = Math.min(...facts.layout.pages.keys());
  const titles = findTitles(facts.layout, facts.letterHeight).filter(({ page }) => page === first);
  const structure = structureScores(facts);
  const scores = documentKinds
    .map((kind): KindScore & { title: Title | null } => {
      const title = titles.find((one) => one.kind === kind) ?? null;
      return { kind, score: (title?.weight ?? 0) + structure[kind], title };
    })
    .sort((a, b) => b.score - a.score);
  const invoice = scores.find(({ kind }) => invoiceKinds.has(kind));
  const other = scores.find(({ kind }) => !invoiceKinds.has(kind));
  if (!invoice || !other) throw new Error('there are kinds of both sorts');
  const lead =
    aboutInvoices.has(other.kind) && (invoice.title?.weight ?? 0) < minTitle ? 0 : minLead;
  const isOther = other.score >= minScore && other.score >= invoice.score + lead;
  const [best, second] = isOther ? [other, invoice] : [withoutMoney(facts) ?? invoice, other];
  return { ...best, score: roundConfidence(best.score / 2), second: scoreOf(second) };
}

function scoreOf({ kind, score }: KindScore): KindScore {
  return { kind, score: roundConfidence(score / 2) };
}

/** A text without a single amount, title or label of an invoice is a letter, terms, or the like. */
function withoutMoney(facts: DocumentFacts): (KindScore & { title: null }) | null {
  const words = facts.layout.lines.flatMap(({ cells }) => cells.flatMap(({ tokens }) => tokens));
  const legible = words.filter(({ text }) =>
    plainWords(text).some((word) => /^[a-z]{3,}$/.test(word)),
  );
  const hasMoney = facts.numbers.some(
    ({ number, currency }) => number.decimals === 2 || currency !== null,
  );
  const isNamed = facts.labels.some(
    ({ name, weight }) =>
      [
        'invoice_title',
        'credit_title',
        'invoice_number',
        'credit_number',
        'vat_total',
        'total',
        'payable',
      ].includes(name) && weight >= 0.7,
  );
  if (legible.length < minWords || hasMoney || isNamed) return null;
  return { kind: 'other', score: 1, title: null };
}
