import fc, { type Arbitrary } from 'fast-check';
import { z } from 'zod';
import type { DescribedApi, JsonSchema } from './described-api.ts';

const keywords = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.record(z.string(), z.unknown())).optional(),
  allOf: z.array(z.record(z.string(), z.unknown())).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  items: z.record(z.string(), z.unknown()).optional(),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  propertyNames: z.record(z.string(), z.unknown()).optional(),
});
type Keywords = z.infer<typeof keywords>;

/** Makes values of a schema: what a well-meaning client may send, with the odd ends of each range among them. */
export function valuesOf(schema: JsonSchema, schemas: DescribedApi['schemas']): Arbitrary<unknown> {
  const known = keywords.parse(schema);
  if (known.$ref) {
    const name = known.$ref.split('/').at(-1) ?? '';
    return valuesOf(schemas[name] ?? {}, schemas);
  }
  if (known.enum) return fc.constantFrom(...known.enum);
  if (known.const !== undefined) return fc.constant(known.const);
  if (known.anyOf) return fc.oneof(...known.anyOf.map((one) => valuesOf(one, schemas)));
  if (known.allOf) {
    const parts = [{ ...schema, allOf: undefined }, ...known.allOf];
    return valuesOf(Object.fromEntries(parts.flatMap((part) => Object.entries(part))), schemas);
  }
  const types = known.type === undefined ? ['anything'] : [known.type].flat();
  return fc.oneof(...types.map((type) => valuesOfType(type, known, schemas)));
}

function valuesOfType(
  type: string,
  known: Keywords,
  schemas: DescribedApi['schemas'],
): Arbitrary<unknown> {
  const { minimum = -1e9, maximum = 1e9, minItems = 0, maxItems = 4 } = known;
  switch (type) {
    case 'string':
      return texts(known);
    case 'integer':
      return fc.integer({ min: Math.max(minimum, -1e9), max: Math.min(maximum, 1e9) });
    case 'number':
      return fc.double({ min: minimum, max: maximum, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valuesOf(known.items ?? {}, schemas), {
        minLength: minItems,
        maxLength: Math.min(maxItems, minItems + 4),
      });
    case 'object':
      return objects(known, schemas);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objects(known: Keywords, schemas: DescribedApi['schemas']): Arbitrary<unknown> {
  const { properties, required = [], additionalProperties } = known;
  if (properties) {
    const members = new Map(
      Object.entries(properties).map(([name, one]) => [name, valuesOf(one, schemas)]),
    );
    const optional = [...members.keys()].filter((name) => !required.includes(name));
    return fc
      .tuple(fc.tuple(...members.values()), fc.subarray(optional))
      .map(([values, present]) => {
        const all = [...members.keys()].map((name, index) => [name, values[index]] as const);
        return Object.fromEntries(
          all.filter(([name]) => required.includes(name) || present.includes(name)),
        );
      });
  }
  const values = z.record(z.string(), z.unknown()).safeParse(additionalProperties);
  return fc.dictionary(
    known.propertyNames ? fc.string({ minLength: 1, maxLength: 10 }) : fc.string({ maxLength: 10 }),
    valuesOf(values.success ? values.data : {}, schemas),
    { maxKeys: 4 },
  );
}

function texts({ format, pattern, minLength = 0, maxLength = 300 }: Keywords): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'email') return fc.emailAddress();
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
  if (format === 'date') return dates;
  if (pattern) return matching(pattern);
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 40) });
}

const dates = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** `stringMatching` knows no Unicode classes; texts without control characters are what those patterns ask for. */
function matching(pattern: string): Arbitrary<string> {
  if (/\\p|\\u|\[\^/.test(pattern))
    return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  return fc.stringMatching(new RegExp(pattern));
}
