// npm run generate -w @smart-accounting/api: writes all files that are made from the contract. A test fails when one
// is not what it must be.
import { writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.ts';

for (const { url, text } of generatedFiles()) writeFileSync(url, text);
