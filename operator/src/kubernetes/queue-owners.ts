import type { KubernetesJob } from './processing-jobs.ts';

interface Claim {
  /** Sorts the older one first. */
  readonly age: string;
  readonly queues: readonly string[];
}

/** Which resource a queue belongs to when several name it: the oldest. The API server cannot check that. */
export class QueueOwners {
  readonly #claims = new Map<string, Claim>();
  readonly #byQueue = new Map<string, Set<string>>();

  set({ metadata: { name, creationTimestamp }, spec: { queues } }: KubernetesJob): void {
    this.delete(name);
    const age = `${creationTimestamp?.toISOString() ?? ''} ${name}`;
    this.#claims.set(name, { age, queues });
    for (const queue of queues) {
      const names = this.#byQueue.get(queue) ?? new Set();
      this.#byQueue.set(queue, names.add(name));
    }
  }

  delete(name: string): void {
    for (const queue of this.#claims.get(name)?.queues ?? []) {
      const names = this.#byQueue.get(queue);
      names?.delete(name);
      if (names?.size === 0) this.#byQueue.delete(queue);
    }
    this.#claims.delete(name);
  }

  /** The queue of this resource that belongs to another one, and to which; null when all are its own. */
  conflictOf(name: string): { readonly queue: string; readonly owner: string } | null {
    const claim = this.#claims.get(name);
    for (const queue of claim?.queues ?? [])
      for (const owner of this.#byQueue.get(queue) ?? [])
        if ((this.#claims.get(owner)?.age ?? '') < (claim?.age ?? '')) return { queue, owner };
    return null;
  }

  /** Others that name one of its queues. */
  rivalsOf(name: string): string[] {
    const names = (this.#claims.get(name)?.queues ?? []).flatMap((queue) => [
      ...(this.#byQueue.get(queue) ?? []),
    ]);
    return [...new Set(names)].filter((other) => other !== name);
  }
}
