import { amountLabels } from './amount-labels.ts';
import { dateLabels } from './date-labels.ts';
import type { LabelRule } from './label-rule.ts';
import { numberLabels } from './number-labels.ts';
import { partyLabels } from './party-labels.ts';

/** All labels. When a phrase has two meanings, the one with the higher weight counts. */
export const labelRules: readonly LabelRule[] = [
  ...numberLabels,
  ...dateLabels,
  ...amountLabels,
  ...partyLabels,
];
