import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { chart, helm, helmProgram, missingHelm } from '../cluster/helm.ts';
import { type KubernetesObject, objectSchema } from './objects.ts';

export const release = 'books';
export const namespace = 'accounting';

/** A suite that needs Helm. Without it, it is skipped, loudly; under CI it fails. */
export function describeWithHelm(name: string, suite: () => void): void {
  if (helmProgram) {
    describe(name, suite);
    return;
  }
  console.error(`\n!!! ${name}: SKIPPED, for ${missingHelm}.\n`);
  it(`${name} needs Helm`, (test) => {
    if (process.env['CI'] === 'true') assert.fail(missingHelm);
    test.skip(missingHelm);
  });
}

/** The objects the chart makes of these values, hooks among them. */
export async function render(
  values: object = {},
  { upgrade = false } = {},
): Promise<KubernetesObject[]> {
  const options = ['--namespace', namespace, ...(upgrade ? ['--is-upgrade'] : [])];
  const result = await helm(['template', release, chart, ...options], { values });
  assert.equal(result.code, 0, result.stderr);
  return parseAllDocuments(result.stdout).flatMap((document) => {
    assert.deepEqual(document.errors, []);
    const content: unknown = document.toJS();
    return content === null ? [] : [objectSchema.parse(content)];
  });
}

/** What Helm says of values the chart refuses. */
export async function refusal(values: object): Promise<string> {
  const result = await helm(['template', release, chart, '--namespace', namespace], { values });
  assert.notEqual(result.code, 0, `taken: ${JSON.stringify(values)}`);
  return result.stderr;
}
