import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import express, { Router } from 'express';

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Smart Accounting API</title>
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="api"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>`;

const start = `window.SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, tryItOutEnabled: true });`;

/** The checked-in OpenAPI document at `/api/openapi.json`, and a page to browse it at `/api/docs`. */
export function documentation(): Router {
  const router = Router();
  const document = readFileSync(new URL('../../openapi.json', import.meta.url));
  const assets = path.dirname(
    createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'),
  );
  router.get('/openapi.json', (_request, response) => void response.type('json').send(document));
  router.get('/docs/start.js', (_request, response) => void response.type('js').send(start));
  router.get('/docs', (_request, response) => {
    response.set(
      'Content-Security-Policy',
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
    );
    response.type('html').send(page);
  });
  router.use('/docs', express.static(assets, { index: false, redirect: false }));
  return router;
}
