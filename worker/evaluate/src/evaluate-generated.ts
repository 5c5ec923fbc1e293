import {
  documentKinds,
  generateDocument,
  pixelKinds,
  type DocumentKind,
} from './generate/generate-document.ts';
import type { SpecOptions } from './generate/invoice-spec.ts';
import { listMisses } from './evaluate-folder.ts';
import type { EvaluationOptions } from './evaluate.ts';
import { judgeDocument, type JudgedDocument } from './judged-document.ts';
import { readingOf } from './read-file.ts';
import type { Tally } from './tally.ts';

/** Evaluates generated documents of each kind. With a wrong digit, totals count as right when they are as printed. */
export async function evaluateGenerated(options: EvaluationOptions, tally: Tally): Promise<void> {
  const { generated, seed, kind: wanted, language, recognise, degrade, verbose } = options;
  const kinds = wanted
    ? [wanted]
    : documentKinds.filter((kind) => recognise || degrade || !pixelKinds.has(kind));
  for (const kind of kinds) {
    for (let index = 0; index < generated; index++) {
      const judged = await judgeGenerated(kind, seed + index, language ? { language } : {});
      tally.add([`generated ${kind}`, 'generated (all)'], judged);
      if (verbose) listMisses(`seed ${seed + index}`, kind, judged);
    }
  }
}

/** Generates a document, reads it and judges what was read. */
export async function judgeGenerated(
  kind: DocumentKind,
  seed: number,
  options: SpecOptions = {},
): Promise<JudgedDocument> {
  const { bytes, mediaType, truth } = await generateDocument(kind, seed, options);
  return judgeDocument(await readingOf(bytes, mediaType), truth);
}
