import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';
import type { DescribedApi, DescribedOperation, JsonSchema } from './described-api.ts';

/** What came back of one request. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What was wrong on purpose with the request that was answered. */
export interface Sent {
  readonly withoutSession: boolean;
  readonly ofAnotherTenant: boolean;
  /** the JSON body, undefined when there was none */
  readonly body: unknown;
}

/** Compares answers with what the OpenAPI document declares. */
export class Judge {
  readonly #ajv: Ajv2020;
  readonly #checks = new Map<JsonSchema, ValidateFunction>();

  constructor({ schemas }: DescribedApi) {
    this.#ajv = new Ajv2020({
      strict: false,
      formats: { uuid: true, date: true, 'date-time': true, email: true, base64: true },
      unicodeRegExp: true,
    });
    this.#ajv.addSchema({ $id: 'openapi', $defs: inOneDocument(schemas) });
  }

  /** What is wrong with the answer; empty when nothing is. */
  complaints(operation: DescribedOperation, sent: Sent, answer: Answer): string[] {
    const { status, contentType } = answer;
    if (status >= 500) return [`answers ${status}: ${answer.text.slice(0, 300)}`];
    const declared = operation.responses[String(status)];
    if (!declared) return [`answers ${status}, which it does not declare`];
    const found = this.#unfit(declared.content, answer, contentType);
    const isDone = status < 300;
    const isOpen = operation.security?.length === 0;
    if (sent.withoutSession && !isOpen && status !== 401)
      found.push(`answers ${status} to somebody who is not signed in`);
    if (sent.ofAnotherTenant && status !== 404)
      found.push(`answers ${status} to somebody of another tenant`);
    if (isDone && !this.#isRight(operation, sent.body))
      found.push(`does ${JSON.stringify(sent.body).slice(0, 300)}, which its schema refuses`);
    return found;
  }

  #unfit(
    content: DescribedOperation['responses'][string]['content'],
    { text }: Answer,
    contentType: string,
  ): string[] {
    const types = Object.entries(content ?? {});
    if (types.length === 0)
      return text === '' ? [] : [`answers with a body, which it does not declare`];
    const [mediaType = ''] = contentType.split(';');
    const declared = types.find(([type]) => type === mediaType);
    if (!declared) return [`answers ${contentType}, which it does not declare`];
    const [, { schema }] = declared;
    if (!schema) return [];
    const check = this.#checkOf(schema);
    return check(JSON.parse(text))
      ? []
      : [`answers off its schema: ${this.#ajv.errorsText(check.errors).slice(0, 300)}`];
  }

  /** Whether the schema takes the body; spaces around a text are taken off before it is looked at. */
  #isRight({ requestBody }: DescribedOperation, body: unknown): boolean {
    const schema = requestBody?.content['application/json']?.schema;
    if (!schema || body === undefined) return true;
    const check = this.#checkOf(schema);
    return check(body) || check(trimmed(body));
  }

  #checkOf(schema: JsonSchema): ValidateFunction {
    const known = this.#checks.get(schema) ?? this.#ajv.compile(inOneDocument(schema));
    this.#checks.set(schema, known);
    return known;
  }
}

function inOneDocument(schema: unknown): Record<string, unknown> {
  const text = JSON.stringify(schema).replaceAll('#/components/schemas/', 'openapi#/$defs/');
  return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
}

function trimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, trimmed(part)]));
}
