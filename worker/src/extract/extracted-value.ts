import type {
  Evidence,
  FieldSource,
  ReadField,
  SecondBest,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Page } from '@smart-accounting/worker-contract';
import type { Rect } from './layout/rect.ts';
import type { Span } from './layout/text-span.ts';

/** A rectangle on a page, in points. */
export type Place = Rect & { readonly page: number };

/** The value of a field, where it was read, and how confident the rules are of it. */
export interface ExtractedValue {
  readonly value: string;
  /** null for a value that was inferred instead of read */
  readonly place: Place | null;
  /** 0 to 1; includes the confidence with which its words were recognised */
  readonly confidence: number;
  /** null where there was no choice */
  readonly secondBest: SecondBest | null;
}

/** A value that was read from a span. @param confidence of the rule; lowered here by that of the span's words */
export function extractedValue(
  value: string,
  span: Span,
  confidence: number,
  secondBest: SecondBest | null = null,
): ExtractedValue {
  return {
    value,
    place: span,
    confidence: confidence * readingFactor(span.confidence),
    secondBest,
  };
}

/** The factor for a rule's confidence when the least certain word was recognised with this confidence: 0.55 to 1. */
export function readingFactor(wordConfidence: number): number {
  return Math.min(1, 0.55 + wordConfidence / 2);
}

/** Converts an extracted value to a field of the invoice. */
export function toReadField(
  { value, place, confidence, secondBest }: ExtractedValue,
  pages: readonly Page[],
): ReadField {
  return {
    value,
    confidence: roundConfidence(confidence),
    source: sourceOf(pages, place),
    ...evidenceOn(pages, place),
    ...(secondBest && {
      secondBest: { ...secondBest, confidence: roundConfidence(secondBest.confidence) },
    }),
  };
}

/** The page of a place and its box in fractions of that page; null for both when the page does not exist. */
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

/** Whether the page of a place was recognised or has a text layer; without a place, the first page. */
export function sourceOf(pages: readonly Page[], place: Place | null): FieldSource {
  const page = pages.find(({ number }) => number === place?.page) ?? pages[0];
  return page?.source === 'recognised' ? 'recognised' : 'text_layer';
}

/** Limits a confidence to 0 to 1 and rounds it to two decimals. */
export function roundConfidence(confidence: number): number {
  return Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100;
}
