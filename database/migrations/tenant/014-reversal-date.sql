-- What was undone before it was done would make the figures of the days between untrue: SA005.
CREATE FUNCTION check_reversal_date() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  undone date := (SELECT e.entry_date FROM :tenant.journal_entries e WHERE e.id = NEW.reverses);
BEGIN
  IF NEW.entry_date < undone THEN
    RAISE EXCEPTION 'entry % of % is undone on %, before it', NEW.reverses, undone, NEW.entry_date USING ERRCODE = 'SA005';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reversal_date BEFORE INSERT ON journal_entries
  FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION check_reversal_date();
