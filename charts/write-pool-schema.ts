// Writes what a pool may say into the schema of the chart's values: node charts/write-pool-schema.ts
import { writeFileSync } from 'node:fs';
import { valuesSchemaFile, valuesSchemaText } from './pool-schema.ts';

writeFileSync(valuesSchemaFile, valuesSchemaText());
