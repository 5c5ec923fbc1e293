import sharp from 'sharp';
import type { DocumentMaker, GeneratedDocument } from './document-maker.ts';
import { drawReceipt, receiptOf } from './draw-receipt.ts';
import { generateInvoice } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { noDamage, rasterise } from './rasterise.ts';
import { marked } from './truth.ts';

interface Picture {
  readonly input: Buffer;
  readonly width: number;
  readonly height: number;
}

/** What lies below the receipts. */
type Ground = '#b9b4aa' | '#6d5a48' | '#ffffff';

/** Two or three receipts beside each other on a table, none of them quite straight. */
const photographed: DocumentMaker = async (random) => {
  const receipts: Picture[] = [];
  const count = random.chance(0.3) ? 3 : 2;
  const ground = random.pick(['#b9b4aa', '#6d5a48'] as const);
  while (receipts.length < count) receipts.push(await receiptOn(ground, random, 200, 2.5));
  const gap = random.whole(30, 120);
  let left = gap;
  const placed = receipts.map(({ input, width }) => {
    const at = { input, left, top: gap + random.whole(0, 150) };
    left += width + gap;
    return at;
  });
  const height = Math.max(...receipts.map((one) => one.height)) + 2 * gap + 150;
  return several(placed, left, height, ground);
};

/** Two receipts on the glass of a scanner, below or beside each other: white on white. */
const scanned: DocumentMaker = async (random) => {
  const receipts = [
    await receiptOn('#ffffff', random, 150, 1),
    await receiptOn('#ffffff', random, 150, 1),
  ];
  const [width, height] = [1240, 1754];
  const isStacked = receipts.reduce((sum, one) => sum + one.height, 0) < height - 100;
  let [left, top] = [random.whole(40, 120), random.whole(20, 40)];
  const placed = receipts.map((one) => {
    const at = { input: one.input, left, top };
    if (isStacked) {
      top += one.height + random.whole(0, 30);
      left = random.whole(40, Math.min(400, width - one.width - 40));
    } else left += one.width + random.whole(40, 120);
    return at;
  });
  return several(placed, width, height, '#ffffff');
};

async function receiptOn(
  ground: Ground,
  random: Random,
  dpi: number,
  tilt: number,
): Promise<Picture> {
  const spec = generateInvoice(random, { language: 'nl', maxLines: 5 });
  const pdf = await drawReceipt(receiptOf(spec), random);
  const straight = await rasterise(pdf, noDamage, 'png', dpi);
  const degrees = (random.next() - 0.5) * 2 * tilt;
  const { data, info } = await sharp(straight)
    .rotate(degrees, { background: ground })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { input: data, width: info.width, height: info.height };
}

/** Any of them may become the draft, so no value is judged. */
async function several(
  placed: { input: Buffer; left: number; top: number }[],
  width: number,
  height: number,
  background: Ground,
): Promise<GeneratedDocument> {
  const bytes = await sharp({ create: { width, height, channels: 3, background } })
    .composite(placed)
    .jpeg({ quality: 88 })
    .toBuffer();
  const truth = { fields: {}, vat: [], lines: [], mustBeMarked: false, findings: [] };
  return { mediaType: 'image/jpeg', bytes, truth: marked(truth, 'several_invoices') };
}

export const severalReceipts = {
  'two-receipts': photographed,
  'receipts-on-sheet': scanned,
} as const;
