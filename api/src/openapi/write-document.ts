// npm run openapi -w api: writes openapi.json anew. A test fails when it is not what the schemas say.
import { writeFileSync } from 'node:fs';
import { buildOpenApiDocument } from './build-document.ts';

writeFileSync(
  new URL('../../openapi.json', import.meta.url),
  `${JSON.stringify(buildOpenApiDocument(), null, 2)}\n`,
);
