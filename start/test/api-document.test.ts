// docs/api.md is a promise to whoever writes a program: its lines are run as they stand, against the whole product.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startTemporaryProduct } from '../temporary-product.mjs';

const docs = path.resolve(import.meta.dirname, '../../docs');
const page = readFileSync(path.join(docs, 'api.md'), 'utf8');
const login = { email: 'reader@docs.example', password: 'a password for these docs' };
const hasCurl = spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;
const skip = hasCurl || process.env['CI'] === 'true' ? false : 'there is no curl';

/** The code blocks of a language on the page, in their order, as one text. */
function blocks(language: string): string {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))]
    .map(([, block = '']) => block)
    .join('');
}

describe('docs/api.md', { skip }, () => {
  let folder: string;
  let product: Awaited<ReturnType<typeof startTemporaryProduct>>;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'api-document-'));
    cpSync(path.join(docs, 'example-invoice.xml'), path.join(folder, 'docs/example-invoice.xml'));
    product = await startTemporaryProduct();
    await registerCompany(product.url);
  });
  after(async () => {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('goes from signing in to a posted invoice, as it stands', async () => {
    const [state, number, again] = await runPage(folder, product.url, '$STATE $NUMBER $AGAIN');
    assert.equal(state, 'read');
    assert.match(number ?? '', /^INK-\d{4}-0001$/);
    assert.equal(again, number);
  });
  it('shows a problem as the API answers it', () => {
    const answered = readFileSync(path.join(folder, 'problem.json'), 'utf8');
    assert.deepEqual(withoutInstance(answered), withoutInstance(blocks('json')));
  });
});

/** Runs all shell blocks of the page in one shell, ends at the first that fails, and gives the words of `result`. */
async function runPage(folder: string, url: string, result: string): Promise<string[]> {
  const script = `${blocks('sh')}\necho ${result}`;
  const shell = spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: {
      PATH: `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      URL: url,
      EMAIL: login.email,
      PASSWORD: login.password,
    },
    signal: AbortSignal.timeout(300_000),
  });
  const ended = new Promise<number | null>((resolve, reject) =>
    shell.once('error', reject).once('close', resolve),
  );
  const [output, complaints, code] = await Promise.all([
    text(shell.stdout),
    text(shell.stderr),
    ended,
  ]);
  assert.equal(code, 0, `${complaints}${output}`);
  return output.trim().split(' ');
}

async function registerCompany(url: string): Promise<void> {
  const registered = await fetch(`${url}/api/v1/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ company_name: 'Your company', name: 'Reader', ...login }),
  });
  assert.equal(registered.status, 201, await registered.text());
  const cookie = registered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  for (;;) {
    const tenants = await fetch(`${url}/api/v1/tenants`, { headers: { cookie } });
    if ((await tenants.text()).includes('"state":"active"')) return;
    await pause(200);
  }
}

/** A problem document but for the id of its request. */
function withoutInstance(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => (key === 'instance' ? undefined : value));
}
