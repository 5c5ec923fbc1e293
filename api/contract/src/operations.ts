import type { Operation } from './operation.ts';
import * as resources from './resources/index.ts';

/** Every operation of the API. */
export const operations: readonly Operation[] =
  Object.values<unknown>(resources).filter(isOperation);

function isOperation(value: unknown): value is Operation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'method' in value &&
    'path' in value &&
    'access' in value
  );
}
