import {
  documentKinds,
  generateDocument,
  type DocumentKind,
} from './generate/generate-document.ts';
import { listMisses } from './evaluate-folder.ts';
import type { EvaluationOptions } from './evaluate.ts';
import { judgeDocument } from './judged-document.ts';
import { extract, readFilePages } from './read-file.ts';
import type { Tally } from './tally.ts';

/** Kinds that are recognised from pixels, which takes seconds per page. */
const scannedKinds: ReadonlySet<DocumentKind> = new Set([
  'scan',
  'degraded-scan',
  'turned-photo',
  'skewed-photo',
  'shadowed-photo',
  'webp-photo',
  'fax',
  'wrong-digit-scan',
  'receipt',
]);

/** Evaluates generated documents of each kind. With a wrong digit, totals count as right when they are as printed. */
export async function evaluateGenerated(options: EvaluationOptions, tally: Tally): Promise<void> {
  const { generated, seed, kind: wanted, language, recognise, degrade, verbose } = options;
  const kinds = wanted
    ? [wanted]
    : documentKinds.filter((kind) => recognise || degrade || !scannedKinds.has(kind));
  for (const kind of kinds) {
    for (let index = 0; index < generated; index++) {
      const { bytes, mediaType, truth } = await generateDocument(
        kind,
        seed + index,
        language ? { language } : {},
      );
      const { pages, eInvoice } = await readFilePages(bytes, mediaType);
      const { fields, contradictory } = truth;
      const judged = judgeDocument(extract(pages, eInvoice), {
        fields,
        mustBeMarked: contradictory,
      });
      tally.add([`generated ${kind}`], judged);
      if (verbose) listMisses(`seed ${seed + index}`, kind, judged);
    }
  }
}
