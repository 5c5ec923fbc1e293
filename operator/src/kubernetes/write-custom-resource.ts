// npm run crd -w @smart-accounting/operator: writes the chart's CRD anew. A test fails when it is not what the contract says.
import { mkdirSync, writeFileSync } from 'node:fs';
import { customResourceFile, customResourceText } from './custom-resource-file.ts';

mkdirSync(new URL('.', customResourceFile), { recursive: true });
writeFileSync(customResourceFile, customResourceText());
