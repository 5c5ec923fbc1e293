import { plainWords } from '../patterns/plain-letters.ts';
import { columnHeads } from './columns.ts';
import { labelRules } from './labels.ts';

/** Words of ordinary sentences on invoices that resemble a label, in plain letters. */
const alike = `
  binnen bovenstaand bovenstaande onderstaand onderstaande betaling bestelling factureren gefactureerd
  facturen bedragen totalen nummering beste kantoor vervallen leveren geleverd
  charge charges charged supply supplies supplied shopping founding sounding invoiced billing amounts paying
  montants reglement facturer livrer
  beitrag beitrage zahlen zahlung falligen bestellen berechnung belegsumme versand`;

/** Endings of plurals, cases and verbs. */
const endings = [
  'e',
  'en',
  'n',
  's',
  'es',
  'er',
  'ern',
  'x',
  'ed',
  'd',
  'ing',
  'in',
  'innen',
  'ung',
  'ungen',
];

const known: ReadonlySet<string> = new Set([
  ...alike.split(/\s+/),
  ...labelRules.flatMap(({ nl = '', en = '', de = '', fr = '' }) =>
    plainWords(`${nl},${en},${de},${fr}`.replaceAll('~nr', '')),
  ),
  ...Object.values(columnHeads).flatMap(plainWords),
]);

/** Whether a word in plain letters is one that invoices use, or a form of one (`Rechnungen`): then it was not misread. */
export function isOrdinaryWord(word: string): boolean {
  return (
    known.has(word) ||
    endings.some((ending) => word.endsWith(ending) && known.has(word.slice(0, -ending.length)))
  );
}
