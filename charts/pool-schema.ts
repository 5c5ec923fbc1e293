import { readFileSync } from 'node:fs';
import { specStructure, type StructuralSchema } from '@smart-accounting/operator-contract';
import { z } from 'zod';

/** The schema of the chart's values; all of it is written by hand but what a pool may say. */
export const valuesSchemaFile = new URL('./smart-accounting/values.schema.json', import.meta.url)
  .pathname;

const valuesSchema = z.looseObject({ definitions: z.record(z.string(), z.unknown()) });

/** The file as it must be: what a pool may say is the `spec` of a ProcessingJob. */
export function valuesSchemaText(): string {
  const schema = valuesSchema.parse(JSON.parse(readFileSync(valuesSchemaFile, 'utf8')));
  const definitions = { ...schema.definitions, pool: closed(specStructure) };
  return `${JSON.stringify({ ...schema, definitions }, null, 2)}\n`;
}

/**
 * The same schema for a program that is not the API server: it takes no key it does not know, where the API server
 * would drop it, and has none of the rules that only that one understands.
 */
function closed(structure: StructuralSchema): object {
  const { properties, items, anyOf, ...rest } = structure;
  const own = Object.entries(rest).filter(
    ([key]) => !key.startsWith('x-') && key !== 'format' && key !== 'default',
  );
  return {
    ...Object.fromEntries(own),
    ...(anyOf === undefined ? {} : { type: ['integer', 'string'] }),
    ...(items ? { items: closed(items) } : {}),
    ...(properties
      ? {
          additionalProperties: false,
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, inner]) => [key, closed(inner)]),
          ),
        }
      : {}),
  };
}
