import fc, { type Arbitrary } from 'fast-check';

/** Values that have broken programs: for every place where a value stands. */
const odd: readonly unknown[] = [
  null,
  '',
  ' ',
  '0',
  '-0',
  'null',
  '\u0000',
  '\ud800',
  '\u202etxt.exe',
  'a'.repeat(5000),
  "' OR 1=1; --",
  '../../etc/passwd',
  '${7*7}{{7*7}}',
  '9999999999999999999999.99',
  '1e309',
  '-1',
  '2026-02-30',
  '0000-00-00',
  0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  true,
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: null, constructor: 1, toString: 2 },
];

/** The same for places where only a text can stand: a path, a query. */
export const oddTexts: readonly string[] = odd.map((value) =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 1000),
);

/**
 * Breaks a JSON value in one place: a part is replaced, taken away, doubled or added. The result may happen to be
 * right again; who judges asks the schema.
 */
export function broken(value: unknown): Arbitrary<unknown> {
  if (Array.isArray(value) && value.length > 0) {
    const items: unknown[] = value;
    return fc.oneof(
      fc.constantFrom(...odd),
      fc.nat(items.length - 1).chain((at) => broken(items[at]).map((part) => items.with(at, part))),
      fc.constant([...items, ...items, ...items]),
    );
  }
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 0) {
    const entries = Object.entries(value);
    return fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom(...odd) },
      {
        weight: 6,
        arbitrary: fc
          .constantFrom(...entries)
          .chain(([name, part]) => broken(part).map((other) => ({ ...value, [name]: other }))),
      },
      {
        weight: 2,
        arbitrary: fc
          .constantFrom(...entries)
          .map(([name]) => Object.fromEntries(entries.filter(([other]) => other !== name))),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.string({ maxLength: 12 }), fc.constantFrom(...odd))
          .map(([name, part]) => ({ ...value, [name]: part })),
      },
    );
  }
  return fc.constantFrom(...odd);
}

/** Bytes that are no JSON, or hardly. */
export const brokenJson: readonly string[] = [
  '',
  '{',
  '[]',
  'null',
  '"text"',
  '{"a":1,}',
  '\ufeff{}',
  '{"a":"\ud800"}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '{"__proto__":{"polluted":true}}',
];
