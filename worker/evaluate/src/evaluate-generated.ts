import { documentKinds, generateDocument, pixelKinds } from './generate/generate-document.ts';
import { listMisses } from './evaluate-folder.ts';
import type { EvaluationOptions } from './evaluate.ts';
import { judgeDocument } from './judged-document.ts';
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
      const { bytes, mediaType, truth } = await generateDocument(
        kind,
        seed + index,
        language ? { language } : {},
      );
      const judged = judgeDocument(await readingOf(bytes, mediaType), truth);
      tally.add([`generated ${kind}`], judged);
      if (verbose) listMisses(`seed ${seed + index}`, kind, judged);
    }
  }
}
