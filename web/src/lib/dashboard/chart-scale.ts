/** A round upper end for an axis from zero, and its ticks: 1, 2, 2.5 or 5 times a power of ten apart. */
export function axisOf(largest: number): {
  readonly top: number;
  readonly ticks: readonly number[];
} {
  const rough = Math.max(largest, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 2.5, 5, 10].map((unit) => unit * power).find((unit) => unit >= rough) ?? rough;
  const count = Math.max(1, Math.ceil(largest / step));
  const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
  return { top: step * count, ticks };
}

/** Thousands of euros from an amount, for a bar's height only: never shown as a figure. */
export function thousands(amount: string): number {
  return Number(amount) / 1000;
}
