import type { Problem } from '@smart-accounting/api-contract';
import type { ErrorCode } from '@smart-accounting/api-contract/error-codes';

/** What can go wrong with a call: an error of the API, or no answer at all. */
export type ProblemCode = ErrorCode | 'offline';

type Details = Pick<Problem, 'detail' | 'errors' | 'retry_after' | 'existing'>;

/** A call that did not do what was asked, with all the API said about it. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly request: string | undefined;
  readonly details: Details;

  constructor(code: ProblemCode, status: number, request?: string, details: Details = {}) {
    super(code);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.request = request;
    this.details = details;
  }
}

/** Reads a problem document; an answer that is none (a proxy's page) is told by its status. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  return problemFrom(await response.json().catch(() => null), response.status);
}

/** The same from a body that was read already. */
export function problemFrom(body: unknown, status: number): ApiProblem {
  if (!isProblem(body)) return new ApiProblem(codeOfStatus(status), status);
  return new ApiProblem(body.code, status, body.instance, body);
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string'
  );
}

function codeOfStatus(status: number): ProblemCode {
  if (status === 401) return 'not_signed_in';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 413) return 'file_too_large';
  return status >= 502 && status <= 504 ? 'unavailable' : 'internal';
}
