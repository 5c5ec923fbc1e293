-- Checks an entry as before, and asks what concerns a reversal only of a reversal: as one condition with the query it
-- was planned anew at every COMMIT, a twentieth of what posting cost the server.
CREATE OR REPLACE FUNCTION check_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  totals record;
BEGIN
  SELECT count(*) AS lines, coalesce(sum(debit), 0) AS debit, coalesce(sum(credit), 0) AS credit INTO totals
    FROM ledger_entries WHERE entry_id = NEW.id;
  IF totals.lines < 2 OR totals.debit <> totals.credit THEN
    RAISE EXCEPTION 'entry % does not balance: % lines, debit %, credit %', NEW.id, totals.lines, totals.debit,
      totals.credit USING ERRCODE = 'SA001';
  END IF;
  IF NEW.reverses IS NOT NULL THEN
    IF EXISTS (
      SELECT FROM ledger_entries WHERE entry_id IN (NEW.id, NEW.reverses)
        GROUP BY account_id, contact_id HAVING sum(debit) <> sum(credit)
    ) THEN
      RAISE EXCEPTION 'entry % is not the reversal of %', NEW.id, NEW.reverses USING ERRCODE = 'SA001';
    END IF;
  END IF;
  RETURN NULL;
END $$;
