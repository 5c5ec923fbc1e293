import type { Label } from './find-labels.ts';
import { heightOf, middleOf, type Rect } from './layout.ts';
import type { Span } from './text-span.ts';

/** How a value stands to a label. */
export interface Relation {
  readonly kind: 'after' | 'right' | 'below';
  /** 0 to 1: how likely the label speaks of this value, by place alone */
  readonly score: number;
}

const afterScore = 1;
const rightScore = 0.97;
const belowScore = 0.88;
/** How far below a label its value may stand, in heights of the label. */
const reachBelow = 2.6;

/**
 * How a value stands to a label: in the same cell after it, to its right, or below it.
 * @returns null when it stands anywhere else
 */
export function relate(label: Label, value: Span): Relation | null {
  if (label.page !== value.page) return null;
  const after = relationAfter(label, value);
  if (after) return after;
  const height = Math.max(heightOf(label), 4);
  if (isBeside(label, value) && value.left >= label.right - height / 2) {
    const gap = Math.max(0, value.left - label.right) / height;
    return { kind: 'right', score: rightScore - Math.min(0.35, gap * 0.006) };
  }
  const drop = (value.top - label.bottom) / height;
  const alignment = alignmentOf(label, value, height);
  if (drop < -0.5 || drop > reachBelow || alignment === 0) return null;
  return { kind: 'below', score: (belowScore - Math.max(0, drop - 0.7) * 0.12) * alignment };
}

function relationAfter(label: Label, value: Span): Relation | null {
  if (label.line !== value.line || label.cell !== value.cell) return null;
  if (value.left < label.right - 1) return null;
  const between = label.line.cells[label.cell]?.tokens.filter(
    ({ left, right }) => left >= label.right - 1 && right <= value.left + 1,
  );
  return { kind: 'after', score: afterScore - Math.min(0.3, (between?.length ?? 0) * 0.06) };
}

/** Whether two things stand at the same height. */
export function isBeside(a: Rect, b: Rect): boolean {
  return Math.abs(middleOf(a) - middleOf(b)) < 0.6 * Math.min(heightOf(a), heightOf(b));
}

/** 1 when the edges of label and value are in line, less when one lies over the other, 0 when they are apart. */
function alignmentOf(label: Rect, value: Rect, height: number): number {
  const left = Math.abs(label.left - value.left) / height;
  const right = Math.abs(label.right - value.right) / height;
  const centre = Math.abs(label.left + label.right - value.left - value.right) / 2 / height;
  if (Math.min(left, right) < 0.6 || centre < 0.6) return 1;
  if (Math.min(left, right, centre) < 1.5) return 0.93;
  return value.left < label.right && value.right > label.left ? 0.85 : 0;
}
