// The images cannot be built where there is no container engine: what can be said of their recipes is said here.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { stagesOf } from '../cluster/dockerfile.ts';
import { deployables } from '../cluster/packed-images.ts';

const root = path.resolve(import.meta.dirname, '../..');
const chart = path.join(root, 'charts/smart-accounting');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const packageSchema = z.looseObject({
  name: z.string(),
  workspaces: z.array(z.string()).default([]),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});
const packageOf = (folder: string) =>
  packageSchema.parse(JSON.parse(read(path.join(folder, 'package.json'))));
const { workspaces } = packageOf('.');
const folderOf = new Map(workspaces.map((folder) => [packageOf(folder).name, folder]));

/** The folders of ours that a workspace runs with, itself among them. */
function foldersOf(folder: string, known = new Set<string>()): Set<string> {
  if (known.has(folder)) return known;
  known.add(folder);
  for (const name of Object.keys(packageOf(folder).dependencies)) {
    const other = folderOf.get(name);
    if (other !== undefined) foldersOf(other, known);
  }
  return known;
}

/** Folders of a workspace that an image runs with, and that need nothing of the rest of it. */
const partsOf: Readonly<Record<string, readonly string[]>> = { operator: ['database/src/broker'] };

for (const name of deployables)
  describe(`the image of ${name}`, () => {
    const stages = stagesOf(read(`${name}/Dockerfile`));
    const last = stages.at(-1) ?? [];

    it('has stages, a slim base of one version of Node, and a user that is a number and not root', () => {
      assert.ok(stages.length > 1);
      for (const [from = ''] of stages) assert.match(from, /^FROM node:24-slim( AS [a-z]+)?$/);
      assert.deepEqual(
        last.filter((line) => line.startsWith('USER ')),
        ['USER 10001:10001'],
      );
    });
    it('holds the licences of what it ships', () => {
      assert.ok(last.includes('COPY LICENCES.md ./'));
    });
    it('knows every workspace when it installs, so that the lock file fits', () => {
      for (const stage of stages.filter((lines) => lines.some((line) => line.includes('npm ci'))))
        for (const folder of workspaces)
          assert.ok(stage.includes(`COPY ${folder}/package.json ${folder}/`), folder);
    });
    it('installs no package of a workspace that only tests need', () => {
      // npm takes a workspace for one to install, whatever --omit=dev says, with all that it needs.
      const ofTests = (name === 'web' ? [] : [...foldersOf(name)]).flatMap((folder) =>
        Object.keys(packageOf(folder).devDependencies).filter((other) => folderOf.has(other)),
      );
      assert.deepEqual(ofTests, []);
    });
    it('holds the folders it runs with and no other, and starts a file that is there', () => {
      const copied = last.flatMap((line) => /^COPY (\S+) \1$/.exec(line)?.[1] ?? []);
      const needed = name === 'web' ? [] : [...foldersOf(name), ...(partsOf[name] ?? [])];
      const inside = (folder: string) =>
        copied.some((place) => folder === place || folder.startsWith(`${place}/`));
      assert.deepEqual(
        needed.filter((folder) => !inside(folder)),
        [],
      );
      assert.deepEqual(
        copied.filter((folder) => !needed.includes(folder)),
        [],
      );
      const ignored = read('.dockerignore').split('\n');
      assert.deepEqual(
        workspaces.filter(
          (folder) =>
            inside(folder) && !needed.includes(folder) && !ignored.includes(`${folder}/src`),
        ),
        [],
      );
      const command = /^CMD \["node", "(.+)"\]$/.exec(last.at(-1) ?? '')?.[1] ?? '';
      assert.ok(command.startsWith('web/build/') || existsSync(path.join(root, command)), command);
    });
  });

describe('skaffold.yaml', () => {
  const { build, deploy } = z
    .looseObject({
      build: z.looseObject({
        artifacts: z.array(
          z.object({ image: z.string(), docker: z.object({ dockerfile: z.string() }) }),
        ),
      }),
      deploy: z.looseObject({
        helm: z.object({
          releases: z.array(
            z.looseObject({
              chartPath: z.string(),
              setValueTemplates: z.record(z.string(), z.string()),
              setValues: z.record(z.string(), z.unknown()),
            }),
          ),
        }),
      }),
    })
    .parse(parse(read('skaffold.yaml')));

  it('builds images that are there, and sets values that the chart has', () => {
    for (const { docker } of build.artifacts)
      assert.ok(existsSync(path.join(root, docker.dockerfile)));
    const values: unknown = parse(readFileSync(path.join(chart, 'values.yaml'), 'utf8'));
    const [release] = deploy.helm.releases;
    assert.ok(release);
    assert.equal(path.resolve(root, release.chartPath), chart);
    for (const place of Object.keys({ ...release.setValueTemplates, ...release.setValues })) {
      const found = place
        .split('.')
        .reduce<unknown>(
          (value, key) => z.record(z.string(), z.unknown()).parse(value)[key],
          values,
        );
      assert.notEqual(found, undefined, place);
    }
    const built = build.artifacts.map(({ image }) => image.replaceAll(/[/-]/g, '_'));
    for (const template of Object.values(release.setValueTemplates))
      assert.ok(
        built.some((image) => template.endsWith(`_${image}}}`)),
        template,
      );
  });
});
