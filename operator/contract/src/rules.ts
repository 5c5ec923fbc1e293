import type { z } from 'zod';

/**
 * A rule that spans several fields, written twice: as CEL for the API server, which needs no webhook then, and as a
 * function for the file of the one-machine mode. A rule about a change (`oldSelf`) has only the first.
 */
export interface Rule<T> {
  readonly cel: string;
  /** Tells whoever wrote the resource what to change. */
  readonly message: string;
  readonly holds?: (value: T) => boolean;
}

/** The schema with these rules; the CRD finds the CEL in its metadata. */
export function withRules<S extends z.ZodType>(
  schema: S,
  description: string,
  rules: readonly Rule<z.output<S>>[],
): S {
  let ruled = schema;
  for (const { holds, message } of rules)
    if (holds) ruled = ruled.refine((value) => holds(value), message);
  return ruled.meta({
    description,
    'x-kubernetes-validations': rules.map(({ cel, message }) => ({ rule: cel, message })),
  });
}
