/**
 * A pause that doubles with each failure after the other, up to `mostMs`. Half of it is left to chance, so that many
 * who failed at the same moment do not come back at the same moment.
 */
export function backoffMs(failures: number, firstMs: number, mostMs: number): number {
  const full = Math.min(firstMs * 2 ** Math.min(failures, 30), mostMs);
  return full * (0.5 + Math.random() / 2);
}
