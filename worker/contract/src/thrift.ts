/**
 * Environment variables with which workers are started, because they are read before any code runs. Reading pages takes
 * and frees tens of megabytes at a time on many threads. Left alone, glibc and V8 keep so much of it that a worker grows
 * to 680 MiB over scanned A4 pages; like this it stays below 430, for 2 % more CPU time (`worker/bench/recognition.ts`).
 */
export const workerThrift = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
  NODE_OPTIONS: '--max-semi-space-size=2',
} as const;
