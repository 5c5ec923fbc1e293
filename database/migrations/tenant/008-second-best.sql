-- The value that would have been read if the best one were not there, and how certain that would have been; null where
-- there was no choice.
ALTER TABLE extracted_fields
  ADD COLUMN second_value text,
  ADD COLUMN second_confidence real CHECK (second_confidence BETWEEN 0 AND 1);
