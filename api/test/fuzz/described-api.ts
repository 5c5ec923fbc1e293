import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

const schema = z.record(z.string(), z.unknown());
const content = z.record(z.string(), z.object({ schema: schema.optional() }));
const operation = z.object({
  operationId: z.string(),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      schema,
    }),
  ),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});

/** One operation as the OpenAPI document describes it: all that the fuzzer knows. */
export type DescribedOperation = z.infer<typeof operation> & {
  readonly path: string;
  readonly method: string;
};

export interface DescribedApi {
  readonly operations: readonly DescribedOperation[];
  /** by name, as `#/components/schemas/NAME` refers to them */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
}

/** Reads the OpenAPI document where a client finds it. */
export async function readDescription(url: string): Promise<DescribedApi> {
  const answer = await fetch(`${url}/api/openapi.json`);
  const { paths, components } = document.parse(await answer.json());
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ ...described, path, method })),
  );
  return { operations, schemas: components.schemas };
}
