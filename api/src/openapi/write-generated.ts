// npm run generate -w @smart-accounting/api: writes all files that are made from the contract. A test fails when one
// is not what it must be.
import { writeFileSync } from 'node:fs';
import { type GeneratedFile, resourceList } from './resource-list.ts';

const write = ({ url, text }: GeneratedFile): void => writeFileSync(url, text);

write(resourceList());
// The contract is loaded after its list of resources was written: else a new one would be in no other file.
const { generatedFiles } = await import('./generated-files.ts');
generatedFiles().forEach(write);
