import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const truth = z.object({
  file: z.string(),
  kind: z.string(),
  fields: z.partialRecord(z.string(), z.string()),
});

export interface TestDocument extends z.infer<typeof truth> {
  readonly path: string;
}

/** The generated documents of a kind, from DOCUMENTS_DIR and its folders; `truth.json` lies beside them. */
export function documentsOf(kind: string, count: number): TestDocument[] {
  const folder = process.env['DOCUMENTS_DIR'];
  assert.ok(folder, 'DOCUMENTS_DIR names no folder with generated documents');
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'truth.json')
    .flatMap((name) => documentsBeside(path.join(folder, name)))
    .filter((document) => document.kind === kind);
  assert.ok(
    found.length >= count,
    `DOCUMENTS_DIR holds ${found.length} of kind ${kind}, not ${count}`,
  );
  return found.slice(0, count);
}

function documentsBeside(file: string): TestDocument[] {
  const list = z.array(truth).parse(JSON.parse(readFileSync(file, 'utf8')));
  return list
    .map((entry) => ({ ...entry, path: path.join(path.dirname(file), entry.file) }))
    .filter((entry) => statSync(entry.path, { throwIfNoEntry: false }));
}

/** Drops files on the window, as from the desktop. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const files = paths.map((file) => ({
    name: path.basename(file),
    base64: readFileSync(file).toString('base64'),
  }));
  await page.evaluate((list) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    for (const type of ['dragenter', 'dragover', 'drop']) {
      const event = new DragEvent(type, {
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
      });
      document.body.dispatchEvent(event);
    }
  }, files);
}
