import type { Character } from './pdfium-page.ts';

/** Text objects in a row of which characters lie upon other ones, and all characters that they draw. */
export interface EntangledRun {
  readonly indices: readonly number[];
  readonly objects: ReadonlySet<number>;
}

/** Two characters lie upon each other when their middles are closer than this share of the larger one. */
const closeAcross = 0.4;
const closeAlong = 0.4;
/** The large letters of a watermark lie upon everything, and hide nothing. */
const maxSizeRatio = 3;
/** Of the characters in one place so many are compared: what has more upon each other nobody can read. */
const maxNeighbours = 24;

/**
 * Finds text that lies upon other text that says something else: one of the two may be covered (an amount under a white
 * box on which another one is printed), and then the ink that is seen is not its own. A letter printed twice to look
 * bold, or again as its shadow, is no such text.
 * @param isCandidate whether the character at an index may be what is seen
 */
export function findEntangledRuns(
  characters: readonly Character[],
  isCandidate: (index: number) => boolean,
): EntangledRun[] {
  const runs: { last: number; objects: Set<number> }[] = [];
  for (const index of entangledIndices(characters, isCandidate)) {
    const run = runs.at(-1);
    if (run && continues(characters, run.last, index)) {
      for (const { object } of characters.slice(run.last, index + 1)) run.objects.add(object);
      run.last = index;
    } else {
      runs.push({ last: index, objects: new Set([characters[index]?.object ?? 0]) });
    }
  }
  const indices = Map.groupBy(characters.keys(), (index) => characters[index]?.object ?? 0);
  return runs.map(({ objects }) => {
    objects.delete(0);
    return { objects, indices: [...objects].flatMap((object) => indices.get(object) ?? []) };
  });
}

/** The same line of text goes on: nothing but a few characters that lie upon nothing are between the two. */
function continues(characters: readonly Character[], last: number, next: number): boolean {
  const [before, after] = [characters[last], characters[next]];
  if (!before || !after || next - last > 3) return false;
  const height = before.bottom - before.top;
  return (
    Math.abs(before.top - after.top) < height / 2 &&
    after.left > before.left &&
    after.left - before.right < height
  );
}

function entangledIndices(
  characters: readonly Character[],
  isCandidate: (index: number) => boolean,
): number[] {
  const cells = new Map<number, number[]>();
  const size = cellSize(characters);
  const found = new Set<number>();
  for (const [index, character] of characters.entries()) {
    if (!isCandidate(index)) continue;
    const [column, row] = [
      Math.floor((character.left + character.right) / 2 / size.across),
      Math.floor((character.top + character.bottom) / 2 / size.along),
    ];
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = column - 1; x <= column + 1; x++) {
        for (const other of cells.get(cellAt(x, y)) ?? []) {
          const there = characters[other];
          if (there && liesUpon(character, there)) found.add(index).add(other);
        }
      }
    }
    const cell = cells.get(cellAt(column, row));
    if (!cell) cells.set(cellAt(column, row), [index]);
    else if (cell.length < maxNeighbours) cell.push(index);
    else found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}

/** A page has fewer columns of characters than a million. */
function cellAt(column: number, row: number): number {
  return row * 1_000_000 + column;
}

/** The size of a usual character, as fractions of the page. */
function cellSize(characters: readonly Character[]) {
  const median = (sizes: number[]) => {
    const sorted = sizes.filter((size) => size > 0).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0.01;
  };
  return {
    across: median(characters.map(({ left, right }) => right - left)),
    along: median(characters.map(({ top, bottom }) => bottom - top)),
  };
}

function liesUpon(one: Character, other: Character): boolean {
  if (one.object === other.object || one.text === other.text) return false;
  const [height, otherHeight] = [one.bottom - one.top, other.bottom - other.top];
  const high = Math.max(height, otherHeight);
  const wide = Math.max(one.right - one.left, other.right - other.left);
  if (high > maxSizeRatio * Math.min(height, otherHeight)) return false;
  return (
    Math.abs(one.left + one.right - other.left - other.right) / 2 < closeAcross * wide &&
    Math.abs(one.top + one.bottom - other.top - other.bottom) / 2 < closeAlong * high
  );
}
