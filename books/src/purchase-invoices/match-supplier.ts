import { normalizeIban } from '@smart-accounting/accounting/iban';
import { normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import { query } from '@smart-accounting/database/tenancy/database';

export interface SupplierFacts {
  readonly name: string | null;
  readonly vatNumber: string | null;
  readonly kvkNumber: string | null;
  readonly iban: string | null;
}

/**
 * The contact an invoice is from: by VAT number, KvK number or IBAN, else by name without legal form and punctuation.
 * Null when none fits, or when two do: a guess between two would be worse than asking.
 */
export async function matchSupplier(facts: SupplierFacts): Promise<string | null> {
  const rows = await query<{ id: string; rank: number }>(
    `SELECT c.id, min(m.rank) AS rank FROM contacts c
       CROSS JOIN LATERAL (VALUES
         (1, c.vat_number = $1),
         (2, c.kvk_number = $2),
         (3, EXISTS (SELECT FROM contact_ibans i WHERE i.contact_id = c.id AND i.iban = $3)),
         (4, $4 <> '' AND ${plainName('c.name')} = $4)
       ) AS m (rank, fits)
       WHERE m.fits GROUP BY c.id ORDER BY rank`,
    [
      facts.vatNumber ? normalizeVatNumber(facts.vatNumber) : null,
      facts.kvkNumber,
      facts.iban ? normalizeIban(facts.iban) : null,
      facts.name ? plainNameOf(facts.name) : '',
    ],
  );
  const best = rows[0];
  if (!best || rows.filter((row) => row.rank === best.rank).length > 1) return null;
  return best.id;
}

const legalForms =
  '\\m(b\\.?v|n\\.?v|v\\.?o\\.?f|c\\.?v|gmbh|ag|ltd|limited|inc|llc|bvba|srl|sarl|sa)\\M\\.?';

function plainName(column: string): string {
  return `regexp_replace(regexp_replace(lower(${column}), '${legalForms}', '', 'g'), '[^a-z0-9]', '', 'g')`;
}

/** The same in JavaScript: lower case, without legal form, letters and digits only. */
function plainNameOf(name: string): string {
  const form = new RegExp(legalForms.replaceAll('\\m', '\\b').replaceAll('\\M', '\\b'), 'g');
  return name
    .toLowerCase()
    .replace(form, '')
    .replace(/[^a-z0-9]/g, '');
}
