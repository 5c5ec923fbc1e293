import type { Line } from './layout.ts';
import { heightOf, isBeside, type Rect } from './rect.ts';

/** Something in a cell of a line, such as a label or a value. */
interface InCell extends Rect {
  readonly page: number;
  readonly line: Line;
  readonly cell: number;
}

/** Where a value is relative to a label. */
export interface RelativePosition {
  /** `after` it in the same cell, to its `right`, or `below` it */
  readonly kind: 'after' | 'right' | 'below';
  /** 0 to 1: how likely the label belongs to this value, judged by position alone */
  readonly score: number;
}

const afterScore = 1;
const rightScore = 0.97;
const belowScore = 0.88;
/** How far below a label its value may be, in heights of the label. */
const maxDrop = 2.6;

/**
 * Where a value is relative to a label.
 * @returns null when it is neither after it in the same cell, nor to its right, nor below it
 */
export function relativePosition(label: InCell, value: InCell): RelativePosition | null {
  if (label.page !== value.page) return null;
  const after = positionAfter(label, value);
  if (after) return after;
  const height = Math.max(heightOf(label), 4);
  if (isBeside(label, value) && value.left >= label.right - height / 2) {
    const gap = Math.max(0, value.left - label.right) / height;
    return { kind: 'right', score: rightScore - Math.min(0.35, gap * 0.006) };
  }
  const drop = (value.top - label.bottom) / height;
  const alignment = alignmentOf(label, value, height);
  if (drop < -0.5 || drop > maxDrop || alignment === 0) return null;
  return { kind: 'below', score: (belowScore - Math.max(0, drop - 0.7) * 0.12) * alignment };
}

function positionAfter(label: InCell, value: InCell): RelativePosition | null {
  if (label.line !== value.line || label.cell !== value.cell) return null;
  if (value.left < label.right - 1) return null;
  const between = label.line.cells[label.cell]?.tokens.filter(
    ({ left, right }) => left >= label.right - 1 && right <= value.left + 1,
  );
  return { kind: 'after', score: afterScore - Math.min(0.3, (between?.length ?? 0) * 0.06) };
}

/** 1 when label and value are aligned by an edge or their centres, less when they only overlap, 0 when they do not. */
function alignmentOf(label: Rect, value: Rect, height: number): number {
  const left = Math.abs(label.left - value.left) / height;
  const right = Math.abs(label.right - value.right) / height;
  const centre = Math.abs(label.left + label.right - value.left - value.right) / 2 / height;
  if (Math.min(left, right) < 0.6 || centre < 0.6) return 1;
  if (Math.min(left, right, centre) < 1.5) return 0.93;
  return value.left < label.right && value.right > label.left ? 0.85 : 0;
}
