-- What a document is, and documents that are pages of another: a file in which several invoices were handed in stays as
-- it is, and each invoice is a document of its own that refers to its pages of that file. Nothing is stored twice but the
-- words of the pages.

ALTER TABLE documents
  ADD COLUMN part_of            uuid REFERENCES documents DEFERRABLE CHECK (part_of <> id),
  ADD COLUMN first_page         integer CHECK (first_page > 0),
  ADD COLUMN last_page          integer,
  -- By its titles and structure, how much speaks for it (0 to 1), and what it would be next; null until it is read.
  ADD COLUMN kind               text CHECK (kind IN
    ('invoice', 'credit_note', 'receipt', 'reminder', 'statement', 'order', 'delivery_note', 'other')),
  ADD COLUMN kind_score         real CHECK (kind_score BETWEEN 0 AND 1),
  ADD COLUMN second_kind        text CHECK (second_kind IN
    ('invoice', 'credit_note', 'receipt', 'reminder', 'statement', 'order', 'delivery_note', 'other')),
  ADD COLUMN second_kind_score  real CHECK (second_kind_score BETWEEN 0 AND 1),
  ADD CHECK ((part_of IS NULL) = (first_page IS NULL) AND (first_page IS NULL) = (last_page IS NULL)),
  ADD CHECK (last_page >= first_page);

-- A file is one document; its parts have the same bytes.
ALTER TABLE documents DROP CONSTRAINT documents_sha256_key;
CREATE UNIQUE INDEX documents_sha256 ON documents (sha256) WHERE part_of IS NULL;
-- Of two who split the same file at once, the second finds what the first made.
CREATE UNIQUE INDEX documents_part ON documents (part_of, first_page) WHERE part_of IS NOT NULL;

-- A posted document is evidence: its pages of the file stay those that were posted.
CREATE TRIGGER pages_stay BEFORE UPDATE ON documents FOR EACH ROW
  WHEN ((NEW.part_of, NEW.first_page, NEW.last_page) IS DISTINCT FROM (OLD.part_of, OLD.first_page, OLD.last_page))
  EXECUTE FUNCTION refuse_other_file();
CREATE TRIGGER split_stays BEFORE UPDATE OF part_of, first_page, last_page ON documents
  FOR EACH ROW WHEN (session_user = 'smart_worker') EXECUTE FUNCTION refuse_worker();

-- Whoever opens the file reads of a part only its pages.
GRANT SELECT (first_page, last_page) ON documents TO :reader;
