import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isoDate } from '@smart-accounting/accounting/iso-date';
import { stopRecognition } from '@smart-accounting/worker/recognise/engines';
import { z } from 'zod';
import { documentKinds, generateDocument } from './generate-document.ts';
import { languages } from './invoice-spec.ts';

/**
 * Writes generated documents and `truth.json`, an array of `{ file, kind, media_type, fields, vat, lines,
 * mustBeMarked, findings }`:
 *
 *   node worker/evaluate/src/generate/generate-documents.ts --out DIR --seed N [--count N] [--kind clean-pdf|scan|…]
 *     [--language nl] [--date 2026-03-31] [--customer NAME]
 *
 * Without a kind, all kinds in turn. The same seed produces the same invoice for all kinds.
 */
const usage = `usage: generate-documents --out DIR --seed N [--count N] [--kind ${documentKinds.join('|')}] [--language LANGUAGE] [--date DATE] [--customer NAME]`;

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    seed: { type: 'string' },
    count: { type: 'string', default: '1' },
    kind: { type: 'string' },
    language: { type: 'string' },
    date: { type: 'string' },
    customer: { type: 'string' },
  },
});
const options = z
  .object({
    out: z.string(),
    seed: z.coerce.number().int(),
    count: z.coerce.number().int().positive(),
    kind: z.enum(documentKinds).optional(),
    language: z.enum(languages).optional(),
    date: z.iso.date().transform(isoDate).optional(),
    customer: z.string().optional(),
  })
  .safeParse(values);

if (!options.success) {
  process.stderr.write(`${usage}\n${z.prettifyError(options.error)}\n`);
  process.exitCode = 2;
} else {
  await writeDocuments(options.data);
}

async function writeDocuments({
  out,
  seed,
  count,
  kind,
  language,
  date,
  customer,
}: NonNullable<typeof options.data>) {
  const invoiceOptions = {
    ...(language && { language }),
    ...(date && { issueDate: date }),
    ...(customer && { customerName: customer }),
  };
  const extensions = {
    'application/pdf': 'pdf',
    'application/xml': 'xml',
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/tiff': 'tif',
    'image/webp': 'webp',
  } as const;
  await mkdir(out, { recursive: true });
  const truths: object[] = [];
  for (let index = 0; index < count; index++) {
    const kindNow = kind ?? documentKinds[index % documentKinds.length] ?? 'clean-pdf';
    const { bytes, mediaType, truth } = await generateDocument(
      kindNow,
      seed + index,
      invoiceOptions,
    );
    const file = `${kindNow}-${seed + index}.${extensions[mediaType]}`;
    await writeFile(join(out, file), bytes);
    truths.push({ file, kind: kindNow, media_type: mediaType, ...truth });
  }
  await writeFile(join(out, 'truth.json'), `${JSON.stringify(truths, null, 2)}\n`);
  await stopRecognition();
}
