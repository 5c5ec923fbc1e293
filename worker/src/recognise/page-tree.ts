import { PdfObjects } from './pdf-objects.ts';
import { isArray, isDictionary, isReference, type PdfValue } from './pdf-value.ts';

/** Larger files are not looked into: it would take longer than a page does, and PDFium's thread has its limits. */
const mostBytes = 2 * 1024 * 1024;

/**
 * Whether the tree of a PDF's pages leads back to itself, down to its pages or up from them (ISO 32000-1, 7.7.3). No page
 * of it can be relied on, and PDFium follows it until its stack is full, which takes seconds.
 */
export function isPageTreeLooping(bytes: Uint8Array): boolean {
  if (bytes.length > mostBytes) return false;
  const objects = new PdfObjects(bytes);
  const valuesOf = (node: number, key: string): readonly PdfValue[] => {
    const dictionary = objects.resolve({ object: node });
    const value = isDictionary(dictionary) ? dictionary.get(key) : undefined;
    const resolved = objects.resolve(value);
    return isArray(resolved) ? resolved : value === undefined ? [] : [value];
  };
  const below = (node: number) => numbersIn(valuesOf(node, 'Kids'));
  const above = (node: number) => numbersIn(valuesOf(node, 'Parent'));
  const roots = objects
    .naming(/\/Catalog\b/)
    .flatMap((value) => (isDictionary(value) ? numbersIn([value.get('Pages')]) : []));
  const { visited, isLooping } = follow(roots, below);
  return isLooping || follow([...visited], above).isLooping;
}

function numbersIn(values: readonly (PdfValue | undefined)[]): number[] {
  return values.flatMap((value) => (isReference(value) ? [value.object] : []));
}

/** Visits all nodes once, and tells whether one of them leads to one that leads to it. */
function follow(
  starts: readonly number[],
  next: (node: number) => readonly number[],
): { visited: ReadonlySet<number>; isLooping: boolean } {
  const visited = new Set<number>();
  const path = new Set<number>();
  const steps = starts.map((node) => ({ node, isEnd: false }));
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (step.isEnd) {
      path.delete(step.node);
      continue;
    }
    if (path.has(step.node)) return { visited, isLooping: true };
    if (visited.has(step.node)) continue;
    visited.add(step.node);
    path.add(step.node);
    steps.push({ node: step.node, isEnd: true });
    steps.push(...next(step.node).map((node) => ({ node, isEnd: false })));
  }
  return { visited, isLooping: false };
}
