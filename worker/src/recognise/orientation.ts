/** A number of clockwise quarter turns. */
export type QuarterTurns = 0 | 1 | 2 | 3;

/** How to rotate a page so that it stands upright: first by quarter turns, then by a small angle to level its text. */
export interface Orientation {
  readonly turns: QuarterTurns;
  /** clockwise */
  readonly deskewDegrees: number;
}

/** A page that needs no rotation. */
export const upright: Orientation = { turns: 0, deskewDegrees: 0 };

/** Any number of quarter turns, however large or negative, as 0 to 3. */
export function quarterTurns(turns: number): QuarterTurns {
  const rest = ((turns % 4) + 4) % 4;
  return rest === 1 || rest === 2 || rest === 3 ? rest : 0;
}
