import { readdirSync } from 'node:fs';

/** A file that is made from the contract, and what must stand in it. */
export interface GeneratedFile {
  readonly url: URL;
  readonly text: string;
}

export const header = '// Generated from the contract: npm run generate -w @smart-accounting/api\n';

/** The contract's list of resources: all files of its folder. */
export function resourceList(): GeneratedFile {
  const folder = new URL('../../contract/src/resources/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name !== 'index.ts');
  const lines = files.sort().map((name) => `export * from './${name}';\n`);
  return { url: new URL('index.ts', folder), text: header + lines.join('') };
}
