import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { judgeGenerated } from './evaluate-generated.ts';
import { documentKinds, pixelKinds, type DocumentKind } from './generate/generate-document.ts';
import { firstBaselineSeed } from './generate/seeds.ts';
import { Tally, type SetCounts } from './tally.ts';

/** What was measured of the documents of one kind. */
const figuresSchema = z.object({
  documents: z.number(),
  /** would be posted without a look: right; and wrong, or not to be posted unseen */
  ready: z.number(),
  readyWrong: z.number(),
  /** values read right, read wrong, and wrong though they look certain */
  right: z.number(),
  wrong: z.number(),
  silentlyWrong: z.number(),
  /** findings that were due and made */
  findings: z.number(),
});
export type Figures = z.infer<typeof figuresSchema>;
const baselineSchema = z.record(z.string(), figuresSchema);
/** Figures by kind of document. */
export type Baseline = z.infer<typeof baselineSchema>;

/**
 * Reads generated documents of every kind, the same ones each time, and counts.
 * @param countOf how many of a kind; 0 for none
 */
export async function measure(countOf: (kind: DocumentKind) => number): Promise<Baseline> {
  const tally = new Tally();
  for (const kind of documentKinds) {
    for (let index = 0; index < countOf(kind); index++) {
      tally.add([kind], await judgeGenerated(kind, seedOf(kind) + index));
    }
  }
  return Object.fromEntries([...tally.sets].map(([kind, set]) => [kind, figuresOf(set)]));
}

/** Kinds have seeds of their own, so that they do not all show the same few invoices. */
function seedOf(kind: DocumentKind): number {
  const letters = [...kind].map((letter, index) => letter.charCodeAt(0) * (index + 1));
  return firstBaselineSeed + letters.reduce((sum, number) => sum + number, 0) * 100;
}

function figuresOf({ fields, documents, silentlyWrong, findings }: SetCounts): Figures {
  const counts = [...fields.values()];
  const sum = (of: 'right' | 'wrong') => counts.reduce((total, count) => total + count[of], 0);
  return {
    documents: Object.values(documents).reduce((total, count) => total + count, 0),
    ready: documents.ready_right,
    readyWrong: documents.ready_wrong,
    right: sum('right'),
    wrong: sum('wrong'),
    silentlyWrong,
    findings: findings.said,
  };
}

const betterWhenMore = ['ready', 'right', 'findings'] as const;
const betterWhenLess = ['readyWrong', 'wrong', 'silentlyWrong'] as const;

/** What is worse than it was, a sentence for each figure; none when nothing is. */
export function whatIsWorse(stored: Baseline, now: Baseline): string[] {
  return Object.entries(now).flatMap(([kind, figures]) => {
    const before = stored[kind];
    if (before?.documents !== figures.documents) return [`${kind}: no figures are stored for it`];
    const fallen = betterWhenMore.filter(
      (name) => figures[name] < before[name] - slack(kind, name),
    );
    const risen = betterWhenLess.filter((name) => figures[name] > before[name] + slack(kind, name));
    return [...fallen, ...risen].map(
      (name) => `${kind}: ${name} was ${before[name]}, is ${figures[name]}`,
    );
  });
}

/** Recognition multiplies in an order that differs between processors: that may cost one value, but never be silent. */
function slack(kind: string, name: keyof Figures): number {
  const isRecognised = [...pixelKinds].some((pixelKind) => pixelKind === kind);
  return isRecognised && name !== 'readyWrong' && name !== 'silentlyWrong' ? 1 : 0;
}

const fileOf = (name: string) => fileURLToPath(new URL(`${name}.json`, import.meta.url));

/** The figures stored under a name; none before they are stored for the first time. */
export function storedBaseline(name: string): Baseline {
  if (!existsSync(fileOf(name))) return {};
  return baselineSchema.parse(JSON.parse(readFileSync(fileOf(name), 'utf8')));
}

/** Stores figures under a name, a line for each kind. */
export function storeBaseline(name: string, baseline: Baseline): void {
  const lines = Object.entries(baseline).map(
    ([kind, figures]) => `  ${JSON.stringify(kind)}: ${JSON.stringify(figures)}`,
  );
  writeFileSync(fileOf(name), `{\n${lines.join(',\n')}\n}\n`);
}
