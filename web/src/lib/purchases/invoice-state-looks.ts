import BookCheck from '@lucide/svelte/icons/book-check';
import Check from '@lucide/svelte/icons/check';
import ScanSearch from '@lucide/svelte/icons/scan-search';
import Undo2 from '@lucide/svelte/icons/undo-2';

/** How each state of an invoice looks, wherever it is shown. */
export const invoiceStateLooks = {
  review: { tone: 'warn', icon: ScanSearch },
  ready: { tone: 'accent', icon: Check },
  posted: { tone: 'neutral', icon: BookCheck },
  reversed: { tone: 'outline', icon: Undo2 },
} as const;
