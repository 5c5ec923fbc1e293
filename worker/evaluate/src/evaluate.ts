import { parseArgs } from 'node:util';
import { stopRecognition } from '@smart-accounting/worker/recognise/engines';
import { z } from 'zod';
import { documentKinds } from './generate/generate-document.ts';
import { languages } from './generate/invoice-spec.ts';
import { firstEvaluationSeed } from './generate/seeds.ts';
import { evaluateFolder } from './evaluate-folder.ts';
import { evaluateGenerated } from './evaluate-generated.ts';
import { Tally } from './tally.ts';

/**
 * Reads documents whose truth is known, and prints for each set of them (engine and folder, or kind) how many values
 * were read right, wrong and not at all, and how many documents would be posted without a look: none of these may be
 * wrong. The truth is the e-invoice attached to a PDF, or `key/NAME.json` beside `img/NAME.jpg`.
 */
const usage = `usage: npm run evaluate -- [DIR ...] [--generated N] [--seed S] [--kind KIND]
         [--language LANGUAGE] [--recognise] [--degrade] [--verbose]

  DIR           folders of documents, including their subfolders
  --generated N also N generated documents of each kind, from seed S (2000001)
  --kind        only generated documents of this kind; --language: only in this language
  --recognise   also recognises PDFs from pixels (seconds per page)
  --degrade     pixels rotated by 2 degrees, JPEG quality 60, blurred, in shadow; implies --recognise
  --verbose     lists the fields that were read wrong or not at all
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    generated: { type: 'string', default: '0' },
    seed: { type: 'string', default: String(firstEvaluationSeed) },
    kind: { type: 'string' },
    language: { type: 'string' },
    recognise: { type: 'boolean', default: false },
    degrade: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const optionsSchema = z.object({
  generated: z.coerce.number().int().nonnegative(),
  seed: z.coerce.number().int(),
  kind: z.enum(documentKinds).optional(),
  language: z.enum(languages).optional(),
  recognise: z.boolean(),
  degrade: z.boolean(),
  verbose: z.boolean(),
});
export type EvaluationOptions = z.infer<typeof optionsSchema>;

const options = optionsSchema.safeParse(values);
if (!options.success || (positionals.length === 0 && options.data.generated === 0)) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const tally = new Tally();
  for (const folder of positionals) await evaluateFolder(folder, options.data, tally);
  if (options.data.generated > 0) await evaluateGenerated(options.data, tally);
  await stopRecognition();
  process.stdout.write(`${tally.toString()}\n`);
}
