/** What a `/metrics` page tells: values by name and labels, as they stand there. */
export type Samples = ReadonlyMap<string, number>;

const line = /^(\w+)(\{.*\})? (\S+)/;

/** Reads the text format of Prometheus; comments and what is no number are left out. */
export function parseSamples(text: string): Samples {
  const samples = new Map<string, number>();
  for (const [, name = '', labels = '', value] of text.matchAll(new RegExp(line, 'gm')))
    samples.set(name + labels, Number(value));
  return samples;
}

/** By how much the sum of a counter's samples grew whose labels are so. */
export function growth(
  before: Samples,
  after: Samples,
  name: string,
  labels: (text: string) => boolean = () => true,
): number {
  let sum = 0;
  for (const [key, value] of after)
    if (key.split('{')[0] === name && labels(key)) sum += value - (before.get(key) ?? 0);
  return sum;
}

/** A quantile of what a histogram took in between, straight between the bounds of its bucket, as Prometheus has it. */
export function quantile(before: Samples, after: Samples, name: string, share: number): number {
  const buckets = [...after].flatMap(([key, value]) => {
    const bound = key.startsWith(`${name}_bucket{`) ? /le="([^"]+)"/.exec(key)?.[1] : undefined;
    const upTo = bound === '+Inf' ? Infinity : Number(bound);
    return bound === undefined ? [] : [{ upTo, count: value - (before.get(key) ?? 0) }];
  });
  buckets.sort((a, b) => a.upTo - b.upTo);
  const rank = share * (buckets.at(-1)?.count ?? 0);
  let [from, below] = [0, 0];
  for (const { upTo, count } of buckets) {
    if (count >= rank && count > below)
      return upTo === Infinity ? from : from + ((upTo - from) * (rank - below)) / (count - below);
    [from, below] = [upTo, count];
  }
  return from;
}
