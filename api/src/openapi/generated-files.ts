import * as contract from '@smart-accounting/api-contract';
import { buildOpenApiDocument } from './build-document.ts';
import { type GeneratedFile, header, resourceList } from './resource-list.ts';

/** All of them; `write-generated.ts` writes them, and a test fails when one differs. */
export function generatedFiles(): GeneratedFile[] {
  return [
    {
      url: new URL('../../openapi.json', import.meta.url),
      text: `${JSON.stringify(buildOpenApiDocument(), null, 2)}\n`,
    },
    resourceList(),
    {
      url: new URL('../../../web/src/lib/api/endpoints.ts', import.meta.url),
      text: endpointList(),
    },
  ];
}

/** The portal's list of calls by name, as text alone, so that no schema reaches the browser. Files go by their address. */
function endpointList(): string {
  const byOperation = new Map<unknown, string>(
    Object.entries(contract).map(([name, value]) => [value, name]),
  );
  const calls = contract.operations.filter(isJson).map((operation) => {
    const name = byOperation.get(operation);
    if (name === undefined) throw new Error(`${operation.id} is exported under no name`);
    return `  ${name}: '${operation.method.toUpperCase()} ${operation.path}',\n`;
  });
  return `${header}import type { Operation } from '@smart-accounting/api-contract';

type Contract = typeof import('@smart-accounting/api-contract');

/** The operations of the contract, by name; only as types, so that no zod reaches the browser. */
export type Operations = {
  [Name in keyof Contract as Contract[Name] extends Operation ? Name : never]: Contract[Name];
};

/** Every operation that takes and answers JSON: method and path. */
export const endpoints = {
${calls.join('')}} satisfies {
  [
    Name in keyof Operations
  ]?: \`\${Uppercase<Operations[Name]['method']>} \${Operations[Name]['path']}\`;
};

export type EndpointName = keyof typeof endpoints;
`;
}

function isJson({ rawBody, success }: contract.Operation): boolean {
  return rawBody === undefined && success.contentType === undefined;
}
