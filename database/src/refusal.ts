import type { Problem } from '@smart-accounting/api-contract';
import { type ErrorCode, errorCodes } from '@smart-accounting/api-contract/error-codes';

/** What belongs to one case of a refusal beside its code, as the problem document has it. */
export type RefusalFacts = Partial<
  Pick<Problem, 'detail' | 'errors' | 'retry_after' | 'existing' | 'quota'>
>;

/**
 * An operation cannot be done as asked, and the caller can know why. Whoever catches it undoes the unit of work; the API
 * makes a problem document of it, a worker a reason of its job.
 */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly facts: RefusalFacts;

  constructor(code: ErrorCode, facts: RefusalFacts = {}) {
    super(facts.detail ?? errorCodes[code].title);
    this.code = code;
    this.facts = facts;
  }
}

/** What was looked for. @throws {Refusal} not_found when it is not there */
export function found<T>(sought: T | null | undefined): T {
  if (sought === null || sought === undefined) throw new Refusal('not_found');
  return sought;
}
