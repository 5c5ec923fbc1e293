import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { errorCodes, operations, scopes } from '@smart-accounting/api-contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';
import { buildOpenApiDocument } from '../src/openapi/build-document.ts';
import { generatedFiles } from '../src/openapi/generated-files.ts';
import { type RunningApi, startApi } from './running-api.ts';

const schema = z.record(z.string(), z.unknown());
const parameter = z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema });
const response = z.object({
  description: z.string().min(1),
  content: z.record(z.string(), z.object({ schema: schema.optional() })).optional(),
});
const operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(1),
  parameters: z.array(parameter),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), response),
  requestBody: z
    .object({
      required: z.literal(true),
      content: z.record(z.string(), z.object({ schema: schema.optional() })),
    })
    .optional(),
});
const document = z
  .object({
    openapi: z.literal('3.1.0'),
    info: z.object({ title: z.string(), version: z.string() }),
    paths: z.record(z.string().startsWith('/api/v1/'), z.record(z.string(), operation)),
    components: z.object({
      schemas: z.record(z.string().regex(/^[A-Za-z]+$/), schema),
      securitySchemes: z.record(z.string(), z.object({ type: z.enum(['apiKey', 'http']) })),
    }),
  })
  .parse(buildOpenApiDocument());
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ path, method, ...described })),
);

/** Every schema of the document, wherever it stands. */
const schemas = [
  ...Object.values(document.components.schemas),
  ...described.flatMap(({ parameters, responses, requestBody }) => [
    ...parameters.map((one) => one.schema),
    ...[...Object.values(responses), requestBody].flatMap((part) =>
      Object.values(part?.content ?? {}).flatMap(({ schema }) => schema ?? []),
    ),
  ]),
];

describe('the OpenAPI document', () => {
  it('and all else that is generated is what the contract says (npm run generate -w @smart-accounting/api)', () => {
    for (const { url, text } of generatedFiles())
      assert.equal(readFileSync(url, 'utf8'), text, url.pathname);
  });

  it('has every operation of the contract once, by its id', () => {
    const expected = operations.map(({ id, method, path }) => `${id} ${method} /api/v1${path}`);
    const found = described.map(
      ({ operationId, method, path }) => `${operationId} ${method} ${path}`,
    );
    assert.deepEqual(found.sort(), expected.sort());
  });

  it('names each parameter of a path, and no other', () => {
    for (const { operationId, path, parameters } of described) {
      const named = parameters.filter((one) => one.in === 'path');
      assert.deepEqual(
        named.map(({ name }) => `{${name}}`),
        path.match(/\{\w+\}/g) ?? [],
        operationId,
      );
      assert.ok(named.every(({ required }) => required));
    }
  });

  it('refers only to what stands in it', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference = '']) => reference,
    );
    assert.ok(references.length > 50);
    for (const reference of references) {
      const [, name = ''] = /^#\/components\/schemas\/(\w+)$/.exec(reference) ?? [];
      assert.ok(document.components.schemas[name], reference);
    }
  });

  it('is made of schemas of JSON Schema 2020-12', () => {
    const asJsonSchema = (value: unknown): Record<string, unknown> =>
      schema.parse(
        JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', 'openapi#/$defs/')),
      );
    const ajv = new Ajv2020({
      strict: true,
      strictRequired: false,
      allowUnionTypes: true,
      formats: anyFormat,
    });
    ajv.addSchema({ $id: 'openapi', $defs: asJsonSchema(document.components.schemas) });
    for (const one of schemas)
      assert.doesNotThrow(() => ajv.compile(asJsonSchema(one)), JSON.stringify(one).slice(0, 200));
  });

  it('declares the problem document for every error, and no error that has no code', () => {
    const known = new Set(Object.values(errorCodes).map(({ status }) => String(status)));
    for (const { operationId, responses } of described) {
      for (const [status, { content }] of Object.entries(responses)) {
        if (status.startsWith('2')) continue;
        assert.ok(known.has(status), `${operationId} ${status}`);
        assert.deepEqual(Object.keys(content ?? {}), ['application/problem+json']);
      }
    }
  });

  it('asks for a session everywhere but where one begins or a link is enough', () => {
    const open = operations.filter(({ access }) => access === 'public').map(({ id }) => id);
    assert.deepEqual(open.sort(), [
      'acceptInvitation',
      'confirmEmail',
      'readInvitation',
      'register',
      'requestPasswordReset',
      'resetPassword',
      'signIn',
      'signOut',
    ]);
    const refusing = new Set(['signIn', 'acceptInvitation']);
    for (const { operationId, responses } of described)
      assert.equal(
        Boolean(responses['401']),
        !open.includes(operationId) || refusing.has(operationId),
        operationId,
      );
  });

  it('takes API keys in the books, each for its scope, and nowhere else', () => {
    for (const { operationId, security } of described) {
      const access = operations.find(({ id }) => id === operationId)?.access;
      const scope = scopes.find((one) => one === access);
      const key = security?.find((one) => 'api_key' in one)?.['api_key'];
      assert.deepEqual(key, scope && [scope], operationId);
    }
  });
});

const anyFormat = Object.fromEntries(
  ['uuid', 'date', 'date-time', 'email', 'base64'].map((name) => [name, true as const]),
);

describe('the page that shows it', () => {
  let api: RunningApi;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  it('comes at /api/docs, and everything it names is there', async () => {
    for (const address of ['/api/docs', '/api/docs/']) {
      const page = await fetch(new URL(address, api.url));
      assert.equal(page.status, 200);
      const html = await page.text();
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/);
      assert.doesNotMatch(html, /<script>|onload=|https?:/, 'the policy would not let it run');
      const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place = '']) => place);
      assert.equal(named.length, 3);
      for (const place of named) {
        const asset = await fetch(new URL(place, page.url));
        assert.equal(asset.status, 200, place);
        assert.match(asset.headers.get('content-type') ?? '', /^text\/(css|javascript)/);
      }
      const start = await (await fetch(new URL(named.at(-1) ?? '', page.url))).text();
      const [, source = ''] = /url: '([^']+)'/.exec(start) ?? [];
      const answer = await fetch(new URL(source, page.url));
      assert.deepEqual(await answer.json(), buildOpenApiDocument());
    }
  });

  it('lets nobody out of its folder', async () => {
    for (const address of [
      '/api/docs/..%2fpackage.json',
      '/api/docs/%2e%2e/%2e%2e/package.json',
      '/api/docs/%00',
    ]) {
      const { status } = await fetch(new URL(address, api.url));
      assert.ok(status === 404 || status === 400, `${address} ${status}`);
    }
  });
});
