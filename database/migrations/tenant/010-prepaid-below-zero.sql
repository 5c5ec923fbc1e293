-- As before, but a negative amount that is paid already makes no more open than was booked.
CREATE OR REPLACE VIEW open_purchases WITH (security_invoker = true) AS
  WITH owed AS (
    SELECT l.contact_id, sum(l.credit - l.debit) AS amount
    FROM ledger_entries l JOIN ledger_accounts a ON a.id = l.account_id AND a.role = 'payables' GROUP BY l.contact_id
  ), bought AS (
    SELECT i.id AS invoice_id, i.contact_id, coalesce(i.due_date, i.invoice_date) AS due_date,
      greatest(0, sum(l.credit - l.debit)
        - round(greatest(0, coalesce(i.prepaid_total, 0)) * CASE i.currency WHEN 'EUR' THEN 1 ELSE i.exchange_rate END)) AS amount
    FROM invoices i
    JOIN ledger_entries l ON l.entry_id = i.journal_entry_id
    JOIN ledger_accounts a ON a.id = l.account_id AND a.role = 'payables'
    WHERE i.kind = 'purchase' AND i.state = 'posted' GROUP BY i.id HAVING sum(l.credit - l.debit) > 0
  )
  SELECT b.invoice_id, b.contact_id, b.due_date, least(b.amount, greatest(0, owed.amount - coalesce(sum(b.amount) OVER (
      PARTITION BY b.contact_id ORDER BY b.due_date DESC, b.invoice_id DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)))::bigint AS open
  FROM bought b JOIN owed ON owed.contact_id = b.contact_id;
