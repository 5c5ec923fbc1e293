import type { TextBlock, PlacedCell } from '../layout/find-text-blocks.ts';
import type { DocumentFacts } from '../document-facts.ts';
import { customerWeights, supplierWeights, type NameEvidence } from './name-evidence.ts';
import { beginsWithLabel, leadingName, nameAfter, type NameSpan } from './party-names.ts';
import { partyAt, type PartyRegion } from './find-party-regions.ts';
import { isBeside } from '../layout/rect.ts';
import { onPage } from '../layout/position-index.ts';

/**
 * Finds the name in each section that has a heading: the value of a label `Name:`, else the first line that looks like
 * one.
 */
export function namesInSections(
  facts: DocumentFacts,
  blocks: readonly TextBlock[],
): NameEvidence[] {
  const cells = blocks.flatMap((block) => block.cells);
  return facts.regions.flatMap((region) => {
    if (region.party === 'other') return [];
    const alone = [region];
    const inside = onPage(cells, region.page)
      .filter(
        (cell) => partyAt(cell, alone) !== null && partyAt(cell, facts.regions) === region.party,
      )
      .sort((a, b) => a.line.index - b.line.index || a.left - b.left);
    const named = namedIn(inside, facts);
    const own = inside.find(
      (cell) => cell.line === region.label.line && cell.index === region.label.cell,
    );
    const after = own ? nameAfter(own, region.label) : null;
    const first = after ?? firstName(inside, region, facts);
    const name = named ?? first;
    if (!name) return [];
    const [supplier, customer] =
      region.party === 'supplier'
        ? [named ? supplierWeights.namedInOwnSection : supplierWeights.firstInOwnSection, 0]
        : [
            supplierWeights.inAnothersSection,
            named ? customerWeights.namedInSection : customerWeights.firstInSection,
          ];
    return [{ name, supplier, customer }];
  });
}

/** The value of a label `Name:` among the cells, or null. */
function namedIn(inside: readonly PlacedCell[], { labels }: DocumentFacts): NameSpan | null {
  const page = inside[0]?.page ?? 0;
  for (const label of onPage(labels, page).filter(({ name }) => name === 'party_name')) {
    const own = inside.find((cell) => cell.line === label.line && cell.index === label.cell);
    if (!own || label.firstToken !== 0) continue;
    const after = nameAfter(own, label);
    if (after) return after;
    const beside = inside.find(
      (cell) => cell !== own && isBeside(cell, own) && cell.left > own.left,
    );
    const name = beside && leadingName(beside);
    if (name) return name;
  }
  return null;
}

function firstName(
  inside: readonly PlacedCell[],
  region: PartyRegion,
  facts: DocumentFacts,
): NameSpan | null {
  for (const cell of inside) {
    const isHeading = cell.line === region.label.line && cell.index === region.label.cell;
    if (isHeading || beginsWithLabel(cell, facts)) continue;
    if (cell.top - region.label.bottom > 60) return null;
    const name = leadingName(cell);
    if (name) return name;
  }
  return null;
}
