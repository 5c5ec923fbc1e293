-- Accounts of people and keys of programs: proven addresses, two-step sign-in, mails and their links, invitations.

-- Whoever was registered before is taken at their word, like those whom an operator makes.
ALTER TABLE platform.users
  ADD COLUMN email_confirmed_at  timestamptz DEFAULT now(),
  ADD COLUMN language            text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
  -- Encrypted by the API with a key that the database does not know; there also while it is being set up.
  ADD COLUMN totp_secret         bytea,
  ADD COLUMN two_step_since      timestamptz,
  -- The half minute whose code was used last: none is taken twice.
  ADD COLUMN totp_last_step      bigint,
  ADD CHECK (two_step_since IS NULL OR totp_secret IS NOT NULL);
ALTER TABLE platform.users ALTER COLUMN email_confirmed_at DROP DEFAULT;

-- What a person can name a session by; the token's hash would do, but is nobody's business.
ALTER TABLE platform.sessions ADD COLUMN id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid();

-- Each is used once, by being deleted.
CREATE TABLE platform.recovery_codes (
  user_id    uuid NOT NULL REFERENCES platform.users ON DELETE CASCADE,
  code_hash  bytea NOT NULL,
  PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE platform.invitations (
  id          uuid PRIMARY KEY,
  tenant      text NOT NULL DEFAULT platform.current_tenant() REFERENCES platform.tenants,
  email       text NOT NULL,
  role        text NOT NULL CHECK (role IN ('owner', 'accountant', 'bookkeeper', 'viewer')),
  language    text NOT NULL CHECK (language IN ('nl', 'en')),
  invited_by  uuid NOT NULL REFERENCES platform.users ON DELETE CASCADE,
  created_at  timestamptz NOT NULL DEFAULT now(),
  expires_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX invitations_email ON platform.invitations (tenant, lower(email));

-- Mails to be sent. A row is written with what the mail is about and deleted when a mail server has taken the mail; it
-- holds no secret, for the token of a link is made when the mail is.
CREATE TABLE platform.mails (
  id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind           text NOT NULL,
  recipient      text NOT NULL,
  user_id        uuid REFERENCES platform.users ON DELETE CASCADE,
  invitation_id  uuid REFERENCES platform.invitations ON DELETE CASCADE,
  created_at     timestamptz NOT NULL DEFAULT now(),
  due_at         timestamptz NOT NULL DEFAULT now(),
  attempts       integer NOT NULL DEFAULT 0
);
CREATE INDEX mails_due ON platform.mails (due_at);

-- Links that were sent. The token is known only to whoever has the mail; here is its SHA-256. Used by being deleted.
CREATE TABLE platform.links (
  token_hash     bytea PRIMARY KEY,
  purpose        text NOT NULL CHECK (purpose IN ('confirm_email', 'reset_password', 'invitation')),
  email          text NOT NULL,
  user_id        uuid REFERENCES platform.users ON DELETE CASCADE,
  invitation_id  uuid REFERENCES platform.invitations ON DELETE CASCADE,
  expires_at     timestamptz NOT NULL,
  CHECK (num_nonnulls(user_id, invitation_id) = 1)
);
CREATE INDEX links_user ON platform.links (user_id);
CREATE INDEX links_invitation ON platform.links (invitation_id);

-- A program's way into one tenant. It acts for the person who made it and can never do more than they may.
CREATE TABLE platform.api_keys (
  id            uuid PRIMARY KEY,
  tenant        text NOT NULL DEFAULT platform.current_tenant() REFERENCES platform.tenants,
  name          text NOT NULL CHECK (name <> ''),
  key_hash      bytea NOT NULL UNIQUE,
  hint          text NOT NULL,
  scopes        text[] NOT NULL,
  created_by    uuid NOT NULL REFERENCES platform.users ON DELETE CASCADE,
  created_at    timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz,
  last_used_at  timestamptz
);
CREATE INDEX api_keys_tenant ON platform.api_keys (tenant, created_at);

ALTER TABLE platform.recovery_codes  ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.invitations     ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.mails           ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.links           ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.api_keys        ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- A tenant invites, and changes and removes its own members; nobody but they themselves comes in (as smart_identity).
CREATE POLICY own ON platform.invitations TO smart_tenant
  USING (tenant = platform.current_tenant()) WITH CHECK (tenant = platform.current_tenant());
CREATE POLICY own ON platform.api_keys TO smart_tenant
  USING (tenant = platform.current_tenant()) WITH CHECK (tenant = platform.current_tenant());
CREATE POLICY invite ON platform.mails FOR INSERT TO smart_tenant WITH CHECK (
  kind = 'invitation' AND user_id IS NULL
  AND EXISTS (SELECT FROM platform.invitations i WHERE i.id = invitation_id AND i.email = recipient));
GRANT UPDATE (role), DELETE ON platform.memberships TO smart_tenant;
GRANT SELECT, DELETE, INSERT (id, email, role, language, invited_by, expires_at), UPDATE (expires_at)
  ON platform.invitations TO smart_tenant;
GRANT INSERT (kind, recipient, user_id, invitation_id) ON platform.mails TO smart_tenant;
GRANT DELETE, INSERT (id, name, key_hash, hint, scopes, created_by, expires_at),
  SELECT (id, tenant, name, hint, scopes, created_by, created_at, expires_at, last_used_at)
  ON platform.api_keys TO smart_tenant;

CREATE POLICY identity ON platform.recovery_codes TO smart_identity USING (true);
CREATE POLICY identity ON platform.invitations    TO smart_identity USING (true);
CREATE POLICY identity ON platform.mails          TO smart_identity USING (true);
CREATE POLICY identity ON platform.links          TO smart_identity USING (true);
CREATE POLICY identity ON platform.api_keys       TO smart_identity USING (true);
GRANT SELECT, INSERT, DELETE ON platform.recovery_codes, platform.links TO smart_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON platform.mails TO smart_identity;
GRANT SELECT, DELETE ON platform.invitations TO smart_identity;
GRANT SELECT, UPDATE (last_used_at) ON platform.api_keys TO smart_identity;

-- Which key did it, where it was a program; and people come into a tenant before they are anything in it.
ALTER TABLE audit.events ADD COLUMN api_key uuid;
GRANT INSERT (api_key) ON audit.events TO smart_tenant;
CREATE POLICY joined ON audit.events FOR INSERT TO smart_identity WITH CHECK (action = 'member.joined');

-- The owner sees the rows of the one tenant that it erases.
CREATE POLICY in_hand ON platform.invitations TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY in_hand ON platform.api_keys    TO smart_owner USING (tenant = platform.tenant_in_hand());
