import type { TextBlock, PlacedCell } from '../layout/find-text-blocks.ts';
import { onPage } from '../layout/position-index.ts';
import type { DocumentFacts } from '../document-facts.ts';
import { customerWeights, supplierWeights, type NameEvidence } from './name-evidence.ts';
import { namesInSections } from './names-in-sections.ts';
import { isRecognisedReceipt, namesOnReceipt } from './names-on-receipt.ts';
import {
  beginsWithLabel,
  hasOwnDetails,
  isAddress,
  isSenderLine,
  leadingName,
  looksLikeName,
  senderLineName,
  type NameSpan,
} from './party-names.ts';
import { partyAt } from './find-party-regions.ts';
import { hasLegalForm } from '../rules/legal-forms.ts';
import { heightOf } from '../layout/rect.ts';

/** A name with the evidence for it as a score. */
export interface ScoredName {
  readonly name: NameSpan;
  readonly score: number;
}

/**
 * Scores every text that may be a name, for both parties, best first.
 * @param readerKey the key of the own company's name
 */
export function scoreNames(
  facts: DocumentFacts,
  blocks: readonly TextBlock[],
  readerKey: string,
): { suppliers: ScoredName[]; customers: ScoredName[] } {
  const evidence = [
    ...namesInSections(facts, blocks),
    ...namesOfBlocks(facts, blocks),
    ...namesOnReceipt(facts),
    ...namesWithLegalForm(facts, blocks),
  ];
  for (const item of evidence) addGeneralEvidence(item, facts, readerKey);
  const byKey = Map.groupBy(evidence, ({ name }) => name.key);
  const scored = [...byKey.values()].map((same) => combine(same));
  const ranked = (party: 'supplier' | 'customer') =>
    scored
      .map((item) => ({ name: item.name, score: item[party] }))
      .sort((a, b) => b.score - a.score);
  return { suppliers: ranked('supplier'), customers: ranked('customer') };
}

/** Combines the evidence for a name that occurs in several places: the best counts, and each further place a little. */
function combine(same: readonly NameEvidence[]): NameEvidence {
  const best = [...same].sort((a, b) => b.supplier - a.supplier)[0];
  const first = best ?? same[0];
  if (!first) throw new Error('combine needs at least one occurrence of a name');
  const places = new Set(same.map(({ name }) => `${name.page}/${name.line.index}/${name.cell}`))
    .size;
  const against = same.reduce((least, { supplier }) => Math.min(least, supplier), 0);
  const repeated = Math.min(2, places - 1) * supplierWeights.repeated;
  return {
    name: first.name,
    supplier: (first.supplier > 0.6 ? first.supplier : first.supplier + against / 2) + repeated,
    customer: same.reduce((most, { customer }) => Math.max(most, customer), 0),
  };
}

/** The names in sender lines and at the head of the text blocks of the first page. */
function namesOfBlocks(facts: DocumentFacts, blocks: readonly TextBlock[]): NameEvidence[] {
  // A till prints for no envelope: a line with postcode and town is that of the shop's address.
  const senders = isRecognisedReceipt(facts)
    ? []
    : blocks.flatMap((block) =>
        block.cells.filter((cell) => cell.page === 1 && isSenderLine(cell)),
      );
  const fromSenders = senders.flatMap((cell) => {
    const name = senderLineName(cell);
    return name ? [{ name, supplier: supplierWeights.senderLine, customer: 0 }] : [];
  });
  const fromBlocks = onPage(blocks, 1).flatMap((block) => {
    const head = block.cells.find(
      (cell) => !senders.includes(cell) && !beginsWithLabel(cell, facts),
    );
    const name = head && partyAt(head, facts.regions) === null ? leadingName(head) : null;
    if (!head || !name) return [];
    return [{ name, ...weightsOfHead(block, head, blocks, senders, facts) }];
  });
  return [...fromSenders, ...fromBlocks, ...namesBelow(senders, blocks)];
}

/** The names below sender lines: in a window envelope that is the recipient. */
function namesBelow(senders: readonly PlacedCell[], blocks: readonly TextBlock[]): NameEvidence[] {
  const cells = blocks.flatMap((block) => block.cells);
  return senders.flatMap((sender) => {
    const below = cells.filter(
      (cell) =>
        cell.page === sender.page &&
        cell.top > sender.bottom - 2 &&
        cell.top - sender.bottom < 40 &&
        cell.left < sender.right &&
        cell.right > sender.left - 40,
    );
    const name = below[0] && leadingName(below[0]);
    return name
      ? [{ name, supplier: supplierWeights.headOfWindowAddress, customer: customerWeights.window }]
      : [];
  });
}

function weightsOfHead(
  block: TextBlock,
  head: PlacedCell,
  blocks: readonly TextBlock[],
  senders: readonly PlacedCell[],
  facts: DocumentFacts,
): { supplier: number; customer: number } {
  const height = facts.layout.pages.get(1)?.height ?? 842;
  const ownDetails = hasOwnDetails(block, blocks, facts);
  const address = isAddress(block);
  const belowSender = senders.some(
    (sender) =>
      head.top > sender.top &&
      head.top - sender.bottom < 40 &&
      head.left < sender.right &&
      head.right > sender.left - 20,
  );
  const inWindow = address && !ownDetails && head.top > height * 0.08 && head.top < height * 0.4;
  return {
    supplier:
      (ownDetails ? supplierWeights.headOfOwnDetails : 0) +
      (address && !inWindow ? supplierWeights.headOfAddress : 0) +
      (inWindow || belowSender ? supplierWeights.headOfWindowAddress : 0),
    customer:
      (inWindow ? customerWeights.window : 0) + (belowSender ? customerWeights.belowSenderLine : 0),
  };
}

/** The names of all cells that contain a legal form, wherever they are. */
function namesWithLegalForm(facts: DocumentFacts, blocks: readonly TextBlock[]): NameEvidence[] {
  const cells = blocks.flatMap((block) => block.cells);
  return cells.flatMap((cell) => {
    const party = partyAt(cell, facts.regions);
    if (!hasLegalForm(cell.text) || beginsWithLabel(cell, facts)) return [];
    const name = leadingName(cell);
    if (!name || !hasLegalForm(name.name)) return [];
    const supplier =
      party === 'customer' || party === 'other' ? supplierWeights.inAnothersSection : 0;
    return [{ name, supplier, customer: 0 }];
  });
}

function addGeneralEvidence(item: NameEvidence, facts: DocumentFacts, readerKey: string): void {
  const { name } = item;
  if (readerKey !== '' && isSameName(name.key, readerKey)) {
    item.supplier += supplierWeights.reader;
    item.customer += customerWeights.reader;
    return;
  }
  if (!looksLikeName(name.name)) return;
  const page = facts.layout.pages.get(name.page) ?? { width: 595, height: 842 };
  const size = heightOf(name) / facts.letterHeight;
  const party = partyAt(name, facts.regions);
  if (party === 'customer' || party === 'other') return;
  if (name.page === 1 && name.top < page.height * 0.2) item.supplier += supplierWeights.top;
  if (name.top > page.height * 0.82) item.supplier += supplierWeights.foot;
  if (name.page === 1 && name.top < page.height * 0.35) {
    item.supplier +=
      size >= 1.5 ? supplierWeights.largest : size >= 1.2 ? supplierWeights.large : 0;
  }
  if (hasLegalForm(name.name)) item.supplier += supplierWeights.legalForm;
  if (isBankOfAccount(name, facts)) item.supplier += supplierWeights.bank;
  if (hasOwnDomain(name, facts)) item.supplier += supplierWeights.ownDomain;
}

/** Whether two keys are the same company, with or without its legal form. */
function isSameName(a: string, b: string): boolean {
  return a === b || (Math.min(a.length, b.length) >= 5 && (a.startsWith(b) || b.startsWith(a)));
}

/** Whether a name is that of a bank near an account. */
function isBankOfAccount(name: NameSpan, { ibans, labels }: DocumentFacts): boolean {
  if (!/bank|sparkasse|banque|\bING\b|crédit/iu.test(name.name)) return false;
  const accounts = [...ibans, ...labels.filter((label) => /iban|bic|bank/i.test(label.text))];
  return accounts.some(
    ({ page, top, bottom }) =>
      page === name.page && name.top - bottom < 45 && top - name.bottom < 45,
  );
}

/** Whether a mail or web address in the document resembles the name. */
function hasOwnDomain(name: NameSpan, { domains }: DocumentFacts): boolean {
  return [...domains].some((domain) => {
    const plain = domain.replace(/[^a-z0-9]/g, '');
    return (
      plain.length >= 4 &&
      (name.key.includes(plain) || plain.includes(name.key.slice(0, Math.max(5, plain.length - 3))))
    );
  });
}
