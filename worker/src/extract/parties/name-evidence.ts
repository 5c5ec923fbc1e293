import type { NameSpan } from './party-names.ts';

/** How much each piece of evidence counts for (or, if negative, against) a name being that of the supplier. */
export const supplierWeights = {
  namedInOwnSection: 0.95,
  firstInOwnSection: 0.75,
  inAnothersSection: -1.2,
  senderLine: 0.6,
  headOfOwnDetails: 0.45,
  headOfAddress: 0.2,
  headOfWindowAddress: -0.45,
  accountHolder: 0.3,
  foot: 0.1,
  top: 0.15,
  largest: 0.4,
  large: 0.2,
  legalForm: 0.28,
  ownDomain: 0.4,
  repeated: 0.15,
  besideOwnNumber: 0.15,
  reader: -2,
  bank: -0.7,
  topOfReceipt: 0.5,
  nearTopOfReceipt: 0.3,
  aboveAddressOfReceipt: 0.35,
  namedByReceipt: 0.4,
} as const;

/** How much each piece of evidence counts for a name being that of the customer. */
export const customerWeights = {
  namedInSection: 0.95,
  firstInSection: 0.75,
  window: 0.55,
  belowSenderLine: 0.35,
  reader: 0.6,
} as const;

/** A name in one place, with the sum of the evidence for either party. */
export interface NameEvidence {
  readonly name: NameSpan;
  supplier: number;
  customer: number;
}
