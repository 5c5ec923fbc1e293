import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { isIsoDate } from '@smart-accounting/accounting/iso-date';
import { certainConfidence } from '@smart-accounting/accounting/purchase-invoice/certainty';
import type {
  InvoiceFieldName,
  InvoiceReading,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { detectMediaType } from '@smart-accounting/worker-contract';
import { UnreadableDocument } from '@smart-accounting/worker/recognise/open-document';
import { z } from 'zod';
import { noDamage, type Damage } from './generate/rasterise.ts';
import type { IsPrinted, TrueFields } from './compare.ts';
import type { EvaluationOptions } from './evaluate.ts';
import { judgeDocument, type JudgedDocument } from './judged-document.ts';
import { extract, readFilePages, readRasterised, type Engine } from './read-file.ts';
import type { Tally } from './tally.ts';

const harsh: Damage = { turns: 0, tilt: 2, quality: 60, blur: 0.6, shadow: 0.3 };

/** Evaluates all documents below a folder whose truth is known. Unreadable ones are skipped. */
export async function evaluateFolder(
  folder: string,
  options: EvaluationOptions,
  tally: Tally,
): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const path of files.sort()) {
    try {
      await evaluateFile(path, folder, options, tally);
    } catch (error) {
      if (!(error instanceof UnreadableDocument)) throw error;
      if (options.verbose) process.stdout.write(`${path}: ${error.reason}\n`);
    }
  }
}

async function evaluateFile(
  path: string,
  folder: string,
  options: EvaluationOptions,
  tally: Tally,
): Promise<void> {
  const bytes = await readFile(path);
  const mediaType = detectMediaType(bytes);
  if (!mediaType) return;
  const key = await readKey(path);
  if (mediaType.startsWith('image/') && !key) return;
  const report = (
    engine: Engine,
    read: InvoiceReading,
    truth: TrueFields,
    isPrinted?: IsPrinted,
  ) => {
    const judged = judgeDocument(read, { fields: truth }, isPrinted);
    tally.add([`${engine} ${relative(folder, dirname(path)) || '.'}`, `${engine} (all)`], judged);
    if (options.verbose) listMisses(path, engine, judged);
  };
  const { pages, eInvoice } = await readFilePages(bytes, mediaType);
  if (key) report('recognised', extract(pages, null), key);
  if (!eInvoice) return;
  const truth = valuesOf(eInvoice);
  const { invoice_number: number, payment_reference: reference } = truth;
  const exact = extract(pages, eInvoice);
  report('e_invoice', exact, truth);
  if (mediaType !== 'application/pdf') return;
  const isPrinted = (field: InvoiceFieldName) => {
    if (field === 'document_type' || field === 'currency') return true;
    // On paper the invoice number is not printed a second time as a payment reference.
    return (
      exact.fields[field]?.page != null && !(field === 'payment_reference' && number === reference)
    );
  };
  report('text_layer', extract(pages, null), truth, isPrinted);
  if (!options.recognise && !options.degrade) return;
  const scanned = await readRasterised(bytes, pages.length, options.degrade ? harsh : noDamage);
  report('recognised', extract(scanned, null), truth, isPrinted);
}

function valuesOf({ fields }: ReadInvoice): TrueFields {
  return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
}

const keySchema = z.object({ company: z.string(), date: z.string(), total: z.string() }).partial();

/** The truth of a scanned receipt, which is beside it: `key/NAME.json` for `img/NAME.jpg`. Null without such a file. */
async function readKey(path: string): Promise<TrueFields | null> {
  const name = basename(path, extname(path));
  const keyPath = join(dirname(path), '..', 'key', `${name}.json`);
  const text = await readFile(keyPath, 'utf8').catch(() => null);
  if (text === null) return null;
  const { company, date, total } = keySchema.parse(JSON.parse(text));
  const iso = date === undefined ? undefined : isoOf(date);
  const amount = total?.replace(/[^\d.]/g, '');
  return {
    ...(company !== undefined && { supplier_name: company }),
    ...(iso !== undefined && { invoice_date: iso }),
    ...(amount !== undefined && { total: amount }),
  };
}

/** Converts the date formats of these files: `25/12/2018`, `25-12-18` and `2018-12-25`. */
function isoOf(text: string): string | undefined {
  const parts = text.split(/[-/. ]/);
  const [day = '', month = '', year = ''] = parts[0]?.length === 4 ? parts.toReversed() : parts;
  const iso = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : undefined;
}

/** Prints the fields that were read wrong or not at all, and what became of the document where that is not as it should. */
export function listMisses(path: string, set: string, document: JudgedDocument): void {
  const { judgements, found, outcome, unsaid } = document;
  for (const { field, verdict, expected, read, confidence } of judgements) {
    if (verdict === 'right') continue;
    const actual = read === null ? '' : ` read «${read}» (${confidence ?? 0})`;
    process.stdout.write(`${verdict} ${set} ${path}: ${field} is «${expected}»${actual}\n`);
  }
  if (outcome === 'ready_wrong') process.stdout.write(`READY AND WRONG ${set} ${path}\n`);
  for (const code of unsaid) process.stdout.write(`${code} not found ${set} ${path}\n`);
  if (outcome === 'marked_right') {
    const codes = found.map(({ code }) => code).join(', ');
    const doubted = judgements.filter(({ confidence }) => (confidence ?? 0) < certainConfidence);
    const fields = doubted.map(({ field }) => field).join(', ');
    process.stdout.write(`marked and right ${set} ${path}: ${codes}; below the mark ${fields}\n`);
  }
}
