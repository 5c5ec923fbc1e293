import type {
  Evidence,
  FieldSource,
  ReadField,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Page } from '@smart-accounting/worker-contract';
import type { Rect } from './layout.ts';
import type { Span } from './text-span.ts';

/** Where something stands: a rectangle in points of a page. */
export type Place = Rect & { readonly page: number };

/** A value found for a field, where it stands, and how sure the rules are of it. */
export interface Found {
  readonly value: string;
  readonly place: Place | null;
  /** 0 to 1; what the reading of its letters takes away is counted already */
  readonly confidence: number;
}

/** A found value whose confidence counts how sure its words were read. */
export function found(value: string, span: Span, confidence: number): Found {
  return { value, place: span, confidence: confidence * trustIn(span.confidence) };
}

/** What is left of a rule's confidence when the least sure word was read with this confidence. */
export function trustIn(wordConfidence: number): number {
  return Math.min(1, 0.55 + wordConfidence / 2);
}

/** Writes found values as fields of an invoice. */
export function fieldWriter(pages: readonly Page[]): (found: Found) => ReadField {
  return ({ value, place, confidence }) => ({
    value,
    confidence: inHundredths(confidence),
    source: sourceOf(pages, place),
    ...evidenceOn(pages, place),
  });
}

/** The page and the box on it, as fractions of the page. */
export function evidenceOn(pages: readonly Page[], place: Place | null): Evidence {
  const page = pages.find(({ number }) => number === place?.page);
  if (!place || !page) return { page: null, box: null };
  const box = {
    x: place.left / page.widthPt,
    y: place.top / page.heightPt,
    width: (place.right - place.left) / page.widthPt,
    height: (place.bottom - place.top) / page.heightPt,
  };
  return { page: page.number, box };
}

/** Whether the words of a place came from pixels; of what stands nowhere, those of the first page. */
export function sourceOf(pages: readonly Page[], place: Place | null): FieldSource {
  const page = pages.find(({ number }) => number === place?.page) ?? pages[0];
  return page?.source === 'recognised' ? 'recognised' : 'text_layer';
}

/** A confidence between 0 and 1, with two decimals. */
export function inHundredths(confidence: number): number {
  return Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100;
}
