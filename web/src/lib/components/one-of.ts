/** A value of a list when it is one of them; for what stands in an address, where anything may stand. */
export function oneOf<const T extends string>(
  list: readonly T[],
  value: string | null,
): T | undefined {
  return list.find((item) => item === value);
}

/** A day from an address, when it is one. */
export function dayOf(value: string | null): string | undefined {
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
}
