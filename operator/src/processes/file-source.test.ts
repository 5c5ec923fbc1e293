import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { createLogger } from '@smart-accounting/monitoring';
import { FileSource, WrongFile } from './file-source.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'pools-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const tenant = 'k3v9x2m8qa4d';
const pool = (name: string, spec: string): string => `
apiVersion: smart-accounting.io/v1alpha1
kind: ProcessingJob
metadata: {name: ${name}}
spec: ${spec}
`;
const ocr = pool('ocr', '{queues: [ocr.v1]}');
const own = pool('own', `{queues: [ocr.${tenant}.v1], tenant: ${tenant}}`);

function open(...documents: string[]): FileSource {
  const file = path.join(folder, 'pools.yaml');
  writeFileSync(file, documents.join('---'));
  return new FileSource(file, createLogger('test', 'silent'));
}

describe('the file of pools', () => {
  it('holds as many as it has documents', () => {
    const source = open(ocr, pool('work', '{queues: [work.v1], scaling: {maxReplicas: 2}}'));
    assert.deepEqual(source.get('work')?.job.spec.scaling.maxReplicas, 2);
    assert.equal(source.get('ocr')?.deleting, false);
    assert.equal(source.get('none'), null);
  });
  it('that is wrong says where and what', () => {
    const refused = (...documents: string[]): string => {
      try {
        open(...documents);
      } catch (error) {
        assert.ok(error instanceof WrongFile);
        return error.message;
      }
      return assert.fail('it was accepted');
    };
    assert.match(refused('a: [1'), /pools\.yaml/);
    assert.match(refused(ocr, pool('work', '{queues: []}')), /document 2 \(work\)[^]*spec\.queues/);
    assert.match(
      refused(ocr, pool('two', '{queues: [ocr.v1]}')),
      /ocr\.v1 belongs to both ocr and two/,
    );
    assert.match(refused(ocr, ocr), /two pools are called ocr/);
  });
  it('forgets a pool of all tenants that is taken out', () => {
    open(ocr, pool('work', '{queues: [work.v1]}'));
    assert.equal(open(ocr).get('work'), null);
  });
  it("remembers a tenant's pool that is taken out until its queues are gone, across restarts", async () => {
    open(ocr, own);
    const reopened = open(ocr);
    assert.equal(reopened.get('own')?.deleting, true);
    assert.equal(open(ocr, own).get('own')?.deleting, false);
    await open(ocr).release('own');
    assert.equal(open(ocr).get('own'), null);
    assert.ok(existsSync(path.join(folder, 'pools.yaml.owned')));
  });
});
