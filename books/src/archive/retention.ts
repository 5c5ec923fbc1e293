/** Years that a Dutch business keeps its administration (art. 52 AWR). */
export const retentionYears = 7;

/**
 * The first day on which books whose last entry falls in this year need not be kept: seven years after its end. Null
 * when nothing was ever posted: then there is nothing that the law wants kept.
 */
export function keepUntil(lastFiscalYear: number | null): string | null {
  return lastFiscalYear === null ? null : `${lastFiscalYear + retentionYears + 1}-01-01`;
}

/** The law still wants the books kept. */
export class RetentionNotOver extends Error {
  readonly until: string;

  constructor(until: string) {
    super(
      `the books must be kept until ${until} (${retentionYears} years after their last year): export them, see that ` +
        'the company has the archive, and repeat with --early and a reason, which the audit keeps',
    );
    this.until = until;
  }
}
