import {
  type ErrorCode,
  errorCodes,
  type Operation,
  operations,
  problem,
  scopes,
} from '@smart-accounting/api-contract';
import { z } from 'zod';

/** Every error that an operation can answer with: by who may call it and what it takes, and those of its own. */
export function errorsOf(operation: Operation): ReadonlySet<ErrorCode> {
  const codes: ErrorCode[] = [
    'bad_request',
    'invalid_fields',
    'too_many_requests',
    'internal',
    'unavailable',
  ];
  if (operation.method !== 'get') codes.push('foreign_origin');
  if (operation.access !== 'public') codes.push('not_signed_in');
  if (operation.access === 'operator') codes.push('forbidden');
  else if (operation.access !== 'public' && operation.access !== 'session')
    codes.push(
      'not_found',
      'forbidden',
      'tenant_suspended',
      'two_step_required',
      'tenant_not_ready',
      'invalid_api_key',
    );
  if (operation.body) codes.push('unsupported_content_type', 'body_too_large');
  if (operation.idempotent) codes.push('idempotency_key_reused', 'conflict');
  if (operation.ifMatch) codes.push('precondition_required', 'version_mismatch');
  return new Set([...codes, ...(operation.errors ?? [])]);
}

/**
 * The OpenAPI 3.1 document of the API, made from the schemas that validate. Named schemas (`meta({ id })`) stand once,
 * under `components`.
 */
export function buildOpenApiDocument(): Record<string, unknown> {
  const components: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `/api/v1${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation, components) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Smart Accounting',
      version: '1',
      description:
        'Amounts are decimal texts, dates are YYYY-MM-DD, errors are problem documents (RFC 9457). People sign in for a session cookie; programs send an API key of their tenant, which an owner makes in the portal.',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-smart_session' },
        api_key: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key; the scope that an operation needs stands beside it.',
        },
      },
    },
  };
}

function describe(
  operation: Operation,
  components: Record<string, unknown>,
): Record<string, unknown> {
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.description ? { description: operation.description } : {}),
    ...security(operation),
    parameters: [
      ...parameters(operation.params, 'path', components),
      ...parameters(operation.query, 'query', components),
      ...headers(operation),
    ],
    ...requestBody(operation, components),
    responses: responses(operation, components),
  };
}

/** Without a word of its own an operation asks for a session. */
function security({ access }: Operation): { security?: unknown[] } {
  if (access === 'public') return { security: [] };
  const scope = scopes.find((one) => one === access);
  return scope ? { security: [{ session: [] }, { api_key: [scope] }] } : {};
}

function parameters(
  schema: z.ZodObject | undefined,
  place: 'path' | 'query',
  components: Record<string, unknown>,
) {
  const shape: Readonly<Record<string, z.ZodType>> = schema?.shape ?? {};
  return Object.entries(shape).map(([name, value]) => {
    const json = schemaOf(value, components, 'input');
    const required = place === 'path' || !value.safeParse(undefined).success;
    return { name, in: place, required, schema: json };
  });
}

function headers(operation: Operation): unknown[] {
  const header = (name: string, required: boolean, description: string): unknown => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(operation.idempotent
      ? [
          header(
            'Idempotency-Key',
            false,
            'repeat the request with it within 30 days and its work is done once',
          ),
        ]
      : []),
    ...(operation.ifMatch ? [header('If-Match', true, 'the ETag that was read')] : []),
  ];
}

function requestBody(
  { body, rawBody }: Operation,
  components: Record<string, unknown>,
): Record<string, unknown> {
  if (rawBody) {
    return {
      requestBody: {
        required: true,
        content: Object.fromEntries(rawBody.map((type) => [type, {}])),
      },
    };
  }
  if (!body) return {};
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(body, components, 'input') } },
    },
  };
}

function responses(
  operation: Operation,
  components: Record<string, unknown>,
): Record<string, unknown> {
  const { status, body, contentType } = operation.success;
  const success = {
    description: status === 204 ? 'Done' : 'Success',
    ...(body
      ? { content: { 'application/json': { schema: schemaOf(body, components, 'output') } } }
      : {}),
    ...(contentType
      ? { content: Object.fromEntries([contentType].flat().map((type) => [type, {}])) }
      : {}),
  };
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorsOf(operation)) {
    const { status: errorStatus } = errorCodes[code];
    byStatus.set(errorStatus, [...(byStatus.get(errorStatus) ?? []), code]);
  }
  const result: Record<string, unknown> = { [status]: success };
  // A document that was handed in before is found, not made.
  if (operation.id === 'uploadDocument') result['200'] = success;
  for (const [errorStatus, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    result[errorStatus] = {
      description: codes.map((code) => `\`${code}\`: ${errorCodes[code].title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: schemaOf(problem, components, 'output') } },
    };
  }
  return result;
}

/** A schema as JSON Schema; the named ones it holds go to the components and are referred to. */
function schemaOf(
  schema: z.ZodType,
  components: Record<string, unknown>,
  io: 'input' | 'output',
): unknown {
  const json: Record<string, unknown> = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  const { $defs, $schema: _dialect, ...rest } = json;
  for (const [name, definition] of Object.entries($defs ?? {}))
    components[name] = referToComponents(withoutId(definition));
  return referToComponents(withoutId(rest));
}

/** zod writes a schema's own name as `id`, which JSON Schema does not know. */
function withoutId(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const { id: _id, ...rest } = Object.fromEntries(Object.entries(schema));
  return rest;
}

function referToComponents(schema: unknown): unknown {
  const text = JSON.stringify(schema);
  const parsed: unknown = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/'));
  return parsed;
}
