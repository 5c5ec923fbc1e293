import { documentLimits } from '@smart-accounting/worker-contract';
import type { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { mutateXml } from './mutate-xml.ts';

/** A file as somebody might hand it in. */
export interface Specimen {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * A file that was changed in one to three ways, no larger than a file may be; the same for the same chance.
 * @param others files of which it may get parts
 */
export function mutateFile(
  { name, bytes }: Specimen,
  random: Random,
  others: readonly Specimen[],
): Specimen {
  const ways: string[] = [];
  let changed = bytes;
  for (let times = random.pick([1, 1, 1, 2, 3]); times > 0; times--) {
    const [way, mutation] = random.oneOf(Object.entries(mutations));
    changed = mutation(changed, random, others).subarray(0, documentLimits.fileBytes);
    ways.push(way);
  }
  return { name: `${name} (${ways.join(', ')})`, bytes: changed };
}

type Mutation = (bytes: Buffer, random: Random, others: readonly Specimen[]) => Buffer;

const mutations: Readonly<Record<string, Mutation>> = {
  'bits flipped': (bytes, random) => {
    const flipped = Buffer.from(bytes);
    for (let times = random.whole(1, 64); times > 0; times--) {
      const at = placeIn(bytes, random);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.whole(0, 7));
    }
    return flipped;
  },
  'cut off': (bytes, random) => bytes.subarray(0, placeIn(bytes, random)),
  'part left out': (bytes, random) => {
    const [begin, end] = partOf(bytes, random);
    return Buffer.concat([bytes.subarray(0, begin), bytes.subarray(end)]);
  },
  'part repeated': (bytes, random) => {
    const [begin, end] = partOf(bytes, random);
    const most = Math.min(3000, Math.ceil((2 * 1024 * 1024) / Math.max(1, end - begin)));
    const part = bytes.subarray(begin, end);
    const parts = Array<Buffer>(random.whole(1, most)).fill(part);
    return Buffer.concat([bytes.subarray(0, end), ...parts, bytes.subarray(end)]);
  },
  'part overwritten': (bytes, random) => {
    const [begin, end] = partOf(bytes, random);
    const noise = Buffer.from(Array.from({ length: 64 }, () => random.whole(0, 255)));
    return Buffer.from(bytes).fill(random.oneOf([noise, '\0', '\xff', ' ']), begin, end);
  },
  'spliced with another': (bytes, random, others) => {
    const other = random.oneOf(others).bytes;
    const head = bytes.subarray(0, placeIn(bytes, random));
    return Buffer.concat([head, other.subarray(placeIn(other, random))]);
  },
  'beginning of another': (bytes, random, others) => {
    const head = random.oneOf(others).bytes.subarray(0, random.pick([4, 8, 16, 1024]));
    return Buffer.concat([head, bytes.subarray(head.length)]);
  },
  'number changed': (bytes, random) => {
    const text = bytes.toString('latin1');
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return bytes;
    const { 0: number, index } = random.oneOf(numbers);
    const other = random.pick([...oddNumbers, `${number}0`, `${number}000`]);
    return Buffer.from(text.slice(0, index) + other + text.slice(index + number.length), 'latin1');
  },
  'length changed': (bytes, random) => {
    const changed = Buffer.from(bytes);
    if (changed.length < 4) return changed;
    const at = Math.min(placeIn(bytes, random) >> random.pick([0, 4, 8]), changed.length - 4);
    changed.writeUInt32BE(random.pick([0, 1, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]), at);
    return changed;
  },
  'XML changed': (bytes, random) => mutateXml(bytes, random),
};

const oddNumbers = ['0', '-1', '1', '65535', '99999999', '2147483648', '1e9', '0.0000001'] as const;

function placeIn(bytes: Buffer, random: Random): number {
  return random.whole(0, Math.max(0, bytes.length - 1));
}

/** Where a part begins and ends: of a few bytes up to 64 KiB. */
function partOf(bytes: Buffer, random: Random): [begin: number, end: number] {
  const begin = placeIn(bytes, random);
  return [begin, Math.min(bytes.length, begin + (1 << random.whole(0, 16)))];
}
