/** Where values of equal steps are drawn: newest at the right edge, `top` at the upper one. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  /** So many steps fill the width. */
  readonly slots: number;
  readonly top: number;
}

/** The outline of values as steps, as an SVG path; where a value is unknown the line breaks. */
export function stepPath(values: readonly (number | null)[], plot: Plot): string {
  const step = plot.width / plot.slots;
  const left = plot.width - values.length * step;
  let open = false;
  return values
    .map((value, index) => {
      if (value === null) {
        open = false;
        return '';
      }
      const from = round(left + index * step);
      const y = round(plot.height - (value / Math.max(plot.top, 1)) * plot.height);
      const start = open ? `V${y}` : `M${from} ${y}`;
      open = true;
      return `${start}H${round(from + step)}`;
    })
    .join('');
}

/** The same outline closed down to the base, to be filled. */
export function areaPath(values: readonly (number | null)[], plot: Plot): string {
  const known = values.map((value) => value ?? 0);
  if (known.length === 0) return '';
  const left = round(plot.width - (known.length * plot.width) / plot.slots);
  return `${stepPath(known, plot)}V${plot.height}H${left}Z`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
