import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recorded, replay, scenes } from './traces.ts';

describe('recorded readings, given again', () => {
  for (const [name, scene] of Object.entries(scenes))
    it(`of the scene "${name}" are decided as they were`, () => {
      assert.equal(replay(name, scene), recorded(name));
    });
});
