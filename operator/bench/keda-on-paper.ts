import type { Reading } from '../src/scaling.ts';

/**
 * KEDA and the HorizontalPodAutoscaler with their documented defaults, as a model and not the programs: KEDA looks
 * each 30 s and takes a pool from 0 to 1, and back after 300 s without a message; in between the HPA looks each 15 s,
 * at most doubles (or adds 4), and goes down to the highest of the last 300 s. Sources: keda.sh on ScaledObjects,
 * kubernetes.io on horizontal pod autoscaling.
 */
export class KedaOnPaper {
  readonly #target: number;
  readonly #most: number;
  #activeMs = -Infinity;
  #wanted: { readonly atMs: number; readonly replicas: number }[] = [];

  /** @param target messages for each worker; waiting ones and those in hand count, as KEDA reads them over HTTP */
  constructor(target: number, most: number) {
    this.#target = target;
    this.#most = most;
  }

  decide({ atMs, backlog, busy, replicas }: Reading): number {
    const messages = (backlog ?? 0) + busy;
    if (atMs % pollMs === 0) {
      if (messages > 0) this.#activeMs = atMs;
      if (replicas === 0) return messages > 0 ? 1 : 0;
      if (atMs - this.#activeMs >= cooldownMs) return 0;
    }
    return replicas === 0 || atMs % syncMs !== 0 ? replicas : this.#sync(atMs, messages, replicas);
  }

  #sync(atMs: number, messages: number, replicas: number): number {
    const ratio = messages / this.#target / replicas;
    const proposed = Math.abs(ratio - 1) <= tolerance ? replicas : messages / this.#target;
    const wanted = Math.min(Math.max(1, Math.ceil(proposed)), this.#most);
    this.#wanted = [...this.#wanted, { atMs, replicas: wanted }].filter(
      (old) => atMs - old.atMs < windowMs,
    );
    if (wanted >= replicas) return Math.min(wanted, Math.max(replicas * 2, replicas + 4));
    return Math.min(replicas, Math.max(...this.#wanted.map((old) => old.replicas)));
  }
}

const pollMs = 30_000;
const cooldownMs = 300_000;
const syncMs = 15_000;
const windowMs = 300_000;
const tolerance = 0.1;
