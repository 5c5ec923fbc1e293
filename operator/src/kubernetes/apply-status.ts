import { isDeepStrictEqual } from 'node:util';
import type { Condition } from '@smart-accounting/operator-contract';
import type { ApiObject, ResourceClient } from './resource-client.ts';

/** What is to be said now; since when it holds is found from what was said before. */
export type NewCondition = Omit<Condition, 'lastTransitionTime'>;

/** Conditions as they are written: the time of one is that of the last change of its `status`, not of its words. */
export function conditionsOf(
  latest: readonly NewCondition[],
  before: readonly Condition[],
  now: Date,
): Condition[] {
  const seconds = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return latest.map((condition) => {
    const old = before.find(({ type }) => type === condition.type);
    const kept = old?.status === condition.status ? old.lastTransitionTime : seconds;
    return { ...condition, lastTransitionTime: kept };
  });
}

/** Writes the status of objects of one kind by server-side apply, and only what differs from what stands there. */
export class StatusWriter<T extends ApiObject> {
  readonly #client: ResourceClient<T>;
  readonly #written = new Map<string, { readonly uid: string; readonly status: object }>();

  constructor(client: ResourceClient<T>) {
    this.#client = client;
  }

  /**
   * @param standing what the object's status is as far as we know; ours of before when that is newer
   * @returns whether it had to be written
   */
  async apply({ metadata }: T, standing: object | undefined, status: object): Promise<boolean> {
    const { name, uid } = metadata;
    const written = this.#written.get(name);
    const before = written?.uid === uid ? written.status : standing;
    if (before !== undefined && isDeepStrictEqual(before, status)) return false;
    // With the uid, one that was made anew under the same name meanwhile is not written to.
    const body = { metadata: { name, uid }, status };
    await this.#client.apply(name, body, { subresource: 'status', force: true });
    this.#written.set(name, { uid, status });
    return true;
  }

  forget(name: string): void {
    this.#written.delete(name);
  }
}
