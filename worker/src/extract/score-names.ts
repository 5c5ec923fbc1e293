import type { Block, PlacedCell } from './blocks.ts';
import { onPage } from './by-place.ts';
import type { DocumentFacts } from './document-facts.ts';
import { around, heightOf, type Layout } from './layout.ts';
import { customerSigns, supplierSigns, type NameEvidence } from './name-signs.ts';
import { namesInSections } from './names-in-sections.ts';
import {
  beginsWithLabel,
  hasOwnDetails,
  isAddress,
  isSenderLine,
  leadingName,
  looksLikeName,
  nameOfLine,
  senderLineName,
  type NameSpan,
} from './party-names.ts';
import { partyAt } from './party-regions.ts';
import { hasLegalForm } from './rules/legal-forms.ts';

/** A name with what speaks for it. */
export interface ScoredName {
  readonly name: NameSpan;
  readonly score: number;
}

const receiptHead = 8;
/** A till prints some forty letters in a row, a sheet of paper twice as many: width in heights of its letters. */
const receiptWidth = 36;

/** Scores all texts that may be names, for both parties; the best come first. */
export function scoreNames(
  facts: DocumentFacts,
  blocks: readonly Block[],
  readerKey: string,
): { suppliers: ScoredName[]; customers: ScoredName[] } {
  const evidence = [
    ...namesInSections(facts, blocks),
    ...namesOfBlocks(facts, blocks),
    ...namesWithLegalForm(facts, blocks),
    ...namesOnReceipt(facts),
  ];
  for (const item of evidence) addCommonSigns(item, facts, readerKey);
  const byKey = Map.groupBy(evidence, ({ name }) => name.key);
  const scored = [...byKey.values()].map((same) => combine(same));
  const ranked = (party: 'supplier' | 'customer') =>
    scored
      .map((item) => ({ name: item.name, score: item[party] }))
      .sort((a, b) => b.score - a.score);
  return { suppliers: ranked('supplier'), customers: ranked('customer') };
}

/** One name in several places: its best sign counts, and each further place a little. */
function combine(same: readonly NameEvidence[]): NameEvidence {
  const best = [...same].sort((a, b) => b.supplier - a.supplier)[0];
  const first = best ?? same[0];
  if (!first) throw new Error('a name stands somewhere');
  const places = new Set(same.map(({ name }) => `${name.page}/${name.line.index}/${name.cell}`))
    .size;
  const against = same.reduce((least, { supplier }) => Math.min(least, supplier), 0);
  const repeated = Math.min(2, places - 1) * supplierSigns.repeated;
  return {
    name: first.name,
    supplier: (first.supplier > 0.6 ? first.supplier : first.supplier + against / 2) + repeated,
    customer: same.reduce((most, { customer }) => Math.max(most, customer), 0),
  };
}

/** Heads of addresses, sender lines, and large type at the top. */
function namesOfBlocks(facts: DocumentFacts, blocks: readonly Block[]): NameEvidence[] {
  const senders = blocks.flatMap((block) =>
    block.cells.filter((cell) => cell.page === 1 && isSenderLine(cell)),
  );
  const fromSenders = senders.flatMap((cell) => {
    const name = senderLineName(cell);
    return name ? [{ name, supplier: supplierSigns.senderLine, customer: 0 }] : [];
  });
  const fromBlocks = onPage(blocks, 1).flatMap((block) => {
    const head = block.cells.find(
      (cell) => !senders.includes(cell) && !beginsWithLabel(cell, facts),
    );
    const name = head && partyAt(head, facts.regions) === null ? leadingName(head) : null;
    if (!head || !name) return [];
    return [{ name, ...signsOfHead(block, head, blocks, senders, facts) }];
  });
  return [...fromSenders, ...fromBlocks, ...namesBelow(senders, blocks)];
}

/** In a window envelope the recipient stands below the line of the sender. */
function namesBelow(senders: readonly PlacedCell[], blocks: readonly Block[]): NameEvidence[] {
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
      ? [{ name, supplier: supplierSigns.headOfWindowAddress, customer: customerSigns.window }]
      : [];
  });
}

function signsOfHead(
  block: Block,
  head: PlacedCell,
  blocks: readonly Block[],
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
      (ownDetails ? supplierSigns.headOfOwnDetails : 0) +
      (address && !inWindow ? supplierSigns.headOfAddress : 0) +
      (inWindow || belowSender ? supplierSigns.headOfWindowAddress : 0),
    customer:
      (inWindow ? customerSigns.window : 0) + (belowSender ? customerSigns.belowSenderLine : 0),
  };
}

/** Every cell that names a legal form, wherever it stands; and those under a label for the holder of an account. */
function namesWithLegalForm(facts: DocumentFacts, blocks: readonly Block[]): NameEvidence[] {
  const cells = blocks.flatMap((block) => block.cells);
  return cells.flatMap((cell) => {
    const party = partyAt(cell, facts.regions);
    if (!hasLegalForm(cell.text) || beginsWithLabel(cell, facts)) return [];
    const name = leadingName(cell);
    if (!name || !hasLegalForm(name.name)) return [];
    const supplier =
      party === 'customer' || party === 'other' ? supplierSigns.inAnothersSection : 0;
    return [{ name, supplier, customer: 0 }];
  });
}

/** A till receipt begins with its shop. */
function namesOnReceipt({ layout, labels, letterHeight }: DocumentFacts): NameEvidence[] {
  if (!isReceipt(layout, letterHeight)) return [];
  const top = layout.lines.slice(0, receiptHead).filter((line) => {
    const label = labels.find((other) => other.line === line && other.firstToken === 0);
    return !label || label.name === 'date_word';
  });
  return top
    .map(nameOfLine)
    .filter((name) => name !== null)
    .map((name, index) => ({
      name,
      supplier:
        index === 0
          ? supplierSigns.topOfReceipt
          : hasLegalForm(name.name)
            ? supplierSigns.nearTopOfReceipt
            : 0,
      customer: 0,
    }));
}

function isReceipt({ lines }: Layout, letterHeight: number): boolean {
  const text = around(lines);
  return lines.length >= receiptHead && text.right - text.left < receiptWidth * letterHeight;
}

function addCommonSigns(item: NameEvidence, facts: DocumentFacts, readerKey: string): void {
  const { name } = item;
  if (readerKey !== '' && isSameName(name.key, readerKey)) {
    item.supplier += supplierSigns.reader;
    item.customer += customerSigns.reader;
    return;
  }
  if (!looksLikeName(name.name)) return;
  const page = facts.layout.pages.get(name.page) ?? { width: 595, height: 842 };
  const size = heightOf(name) / facts.letterHeight;
  const party = partyAt(name, facts.regions);
  if (party === 'customer' || party === 'other') return;
  if (name.page === 1 && name.top < page.height * 0.2) item.supplier += supplierSigns.top;
  if (name.top > page.height * 0.82) item.supplier += supplierSigns.foot;
  if (name.page === 1 && name.top < page.height * 0.35) {
    item.supplier += size >= 1.5 ? supplierSigns.largest : size >= 1.2 ? supplierSigns.large : 0;
  }
  if (hasLegalForm(name.name)) item.supplier += supplierSigns.legalForm;
  if (isBankOfAccount(name, facts)) item.supplier += supplierSigns.bank;
  if (hasOwnDomain(name, facts)) item.supplier += supplierSigns.ownDomain;
}

/** The same firm, with or without its legal form. */
function isSameName(a: string, b: string): boolean {
  return a === b || (Math.min(a.length, b.length) >= 5 && (a.startsWith(b) || b.startsWith(a)));
}

/** Beside an account stands the name of its bank. */
function isBankOfAccount(name: NameSpan, { ibans, labels }: DocumentFacts): boolean {
  if (!/bank|sparkasse|banque|\bING\b|crédit/iu.test(name.name)) return false;
  const accounts = [...ibans, ...labels.filter((label) => /iban|bic|bank/i.test(label.text))];
  return accounts.some(
    ({ page, top, bottom }) =>
      page === name.page && name.top - bottom < 45 && top - name.bottom < 45,
  );
}

/** Whether a mail or web address of the document is called like the firm. */
function hasOwnDomain(name: NameSpan, { domains }: DocumentFacts): boolean {
  return [...domains].some((domain) => {
    const plain = domain.replace(/[^a-z0-9]/g, '');
    return (
      plain.length >= 4 &&
      (name.key.includes(plain) || plain.includes(name.key.slice(0, Math.max(5, plain.length - 3))))
    );
  });
}
