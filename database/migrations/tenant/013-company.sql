-- The company that these books are of, beyond what the platform knows of it (its name and numbers, platform.tenants): what
-- stands on its own invoices.
CREATE TABLE company (
  -- There is one, and none before somebody filled something in.
  id          smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
  legal_form  text CHECK (legal_form IN ('sole_trader', 'vof', 'cv', 'maatschap', 'bv', 'nv', 'stichting', 'vereniging',
                'cooperatie', 'other')),
  street      text CHECK (length(street) <= 200),
  postcode    text CHECK (length(postcode) <= 20),
  city        text CHECK (length(city) <= 100),
  country     text NOT NULL DEFAULT 'NL' CHECK (country ~ '^[A-Z]{2}$'),
  iban        text CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  logo        bytea CHECK (octet_length(logo) <= 262144),
  logo_type   text CHECK (logo_type IN ('image/png', 'image/jpeg', 'image/webp')),
  version     integer NOT NULL DEFAULT 1,
  CHECK ((logo IS NULL) = (logo_type IS NULL))
);

-- Where money is to be paid to is no worker's to change: only what people and programs ask of the API changes it.
CREATE FUNCTION refuse_others() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the login % may not change the company', session_user USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER only_by_people BEFORE INSERT OR UPDATE ON company
  FOR EACH ROW WHEN (session_user = 'smart_worker') EXECUTE FUNCTION refuse_others();
GRANT SELECT, INSERT, UPDATE ON company TO :tenant;

-- The platform's row of this tenant is nobody's to write who works in its books, but for these three of its columns.
CREATE FUNCTION name_company(name text, kvk_number text, vat_number text) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF session_user <> 'smart_api' THEN
    RAISE EXCEPTION 'the login % may not name the company', session_user USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('smart.tenant', substr(':tenant', 3), true);
  UPDATE platform.tenants t SET name = $1, kvk_number = $2, vat_number = $3 WHERE t.id = substr(':tenant', 3);
  PERFORM set_config('smart.tenant', '', true);
END $$;
REVOKE EXECUTE ON FUNCTION name_company FROM PUBLIC;
GRANT EXECUTE ON FUNCTION name_company TO :tenant;
