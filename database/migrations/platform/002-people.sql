-- Who may enter: people with their sessions and second step, members of tenants, invitations, mails and their links,
-- and the keys of programs. Signing in happens before a tenant is known, as smart_identity.

CREATE TABLE platform.users (
  id                  uuid PRIMARY KEY,
  email               text NOT NULL,
  name                text NOT NULL CHECK (name <> ''),
  password_hash       text NOT NULL,
  -- Sees the pages of the platform. Set by the command line alone.
  platform_operator   boolean NOT NULL DEFAULT false,
  language            text NOT NULL DEFAULT 'nl' CHECK (language IN ('nl', 'en')),
  email_confirmed_at  timestamptz,
  -- Encrypted by the API with a key that the database does not know; there also while it is being set up.
  totp_secret         bytea,
  two_step_since      timestamptz,
  -- The half minute whose code was used last: none is taken twice.
  totp_last_step      bigint,
  created_at          timestamptz NOT NULL DEFAULT now(),
  CHECK (two_step_since IS NULL OR totp_secret IS NOT NULL)
);
CREATE UNIQUE INDEX users_email ON platform.users (lower(email));

CREATE TABLE platform.memberships (
  tenant      text NOT NULL REFERENCES platform.tenants,
  user_id     uuid NOT NULL REFERENCES platform.users ON DELETE CASCADE,
  role        text NOT NULL CHECK (role IN ('owner', 'accountant', 'bookkeeper', 'viewer')),
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, user_id)
);
CREATE INDEX memberships_user ON platform.memberships (user_id);

-- The session's token is known only to the browser; here is its SHA-256. People name a session by its id.
CREATE TABLE platform.sessions (
  token_hash    bytea PRIMARY KEY,
  id            uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  user_id       uuid NOT NULL REFERENCES platform.users ON DELETE CASCADE,
  created_at    timestamptz NOT NULL DEFAULT now(),
  last_seen_at  timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz NOT NULL,
  user_agent    text
);
CREATE INDEX sessions_user ON platform.sessions (user_id);

-- When somebody tried, lately, by whom or from where: counted in the database and not in memory, so that a guesser gains
-- nothing from many API processes. One row a key, so that guesses made at once wait for each other.
CREATE TABLE platform.sign_in_attempts (
  key      text PRIMARY KEY,
  at       timestamptz[] NOT NULL,
  last_at  timestamptz NOT NULL
);
CREATE INDEX sign_in_attempts_last ON platform.sign_in_attempts (last_at);

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

ALTER TABLE platform.users             ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.memberships       ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.sessions          ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.sign_in_attempts  ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.recovery_codes    ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.invitations       ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.mails             ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.links             ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE platform.api_keys          ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- A tenant sees, changes and removes its own members, invites, and makes keys; nobody but they themselves comes in (as
-- smart_identity). People's access is the API's business alone: the worker takes the same role t_<id>, and SET ROLE
-- does not change session_user.
CREATE POLICY own ON platform.memberships TO smart_tenant
  USING (tenant = platform.current_tenant() AND session_user = 'smart_api');
CREATE POLICY own ON platform.users TO smart_tenant USING (session_user = 'smart_api' AND EXISTS (
  SELECT FROM platform.memberships m WHERE m.user_id = users.id AND m.tenant = platform.current_tenant()));
CREATE POLICY own ON platform.invitations TO smart_tenant
  USING (tenant = platform.current_tenant() AND session_user = 'smart_api');
CREATE POLICY own ON platform.api_keys TO smart_tenant
  USING (tenant = platform.current_tenant() AND session_user = 'smart_api');
CREATE POLICY invite ON platform.mails FOR INSERT TO smart_tenant WITH CHECK (
  kind = 'invitation' AND user_id IS NULL AND session_user = 'smart_api'
  AND EXISTS (SELECT FROM platform.invitations i WHERE i.id = invitation_id AND i.email = recipient));
GRANT SELECT, UPDATE (role) ON platform.memberships TO smart_tenant;
GRANT SELECT (id, name, email) ON platform.users TO smart_tenant;
GRANT SELECT, INSERT (id, email, role, language, invited_by, expires_at), UPDATE (expires_at)
  ON platform.invitations TO smart_tenant;
GRANT INSERT (kind, recipient, user_id, invitation_id) ON platform.mails TO smart_tenant;
GRANT INSERT (id, name, key_hash, hint, scopes, created_by, expires_at),
  SELECT (id, tenant, name, hint, scopes, created_by, created_at, expires_at, last_used_at)
  ON platform.api_keys TO smart_tenant;

CREATE POLICY identity ON platform.users             TO smart_identity USING (true);
CREATE POLICY identity ON platform.memberships       TO smart_identity USING (true);
CREATE POLICY identity ON platform.sessions          TO smart_identity USING (true);
CREATE POLICY identity ON platform.sign_in_attempts  TO smart_identity USING (true);
CREATE POLICY identity ON platform.recovery_codes    TO smart_identity USING (true);
CREATE POLICY identity ON platform.invitations       TO smart_identity USING (true);
CREATE POLICY identity ON platform.mails             TO smart_identity USING (true);
CREATE POLICY identity ON platform.links             TO smart_identity USING (true);
CREATE POLICY identity ON platform.api_keys          TO smart_identity USING (true);
GRANT SELECT,
  INSERT (id, email, name, password_hash, language, email_confirmed_at),
  UPDATE (email, name, password_hash, language, email_confirmed_at, totp_secret, two_step_since, totp_last_step)
  ON platform.users TO smart_identity;
GRANT SELECT, INSERT ON platform.memberships TO smart_identity;
GRANT SELECT, INSERT, UPDATE, DELETE ON platform.sessions, platform.sign_in_attempts, platform.mails TO smart_identity;
GRANT SELECT, INSERT, DELETE ON platform.recovery_codes, platform.links TO smart_identity;
GRANT SELECT, DELETE ON platform.invitations TO smart_identity;
GRANT SELECT, UPDATE (last_used_at) ON platform.api_keys TO smart_identity;

-- The command line makes the platform's operators, and with every right of smart_identity whatever else people need.
GRANT UPDATE (platform_operator) ON platform.users TO smart_operations;

-- The owner sees the rows of the one tenant that it restores or erases.
CREATE POLICY in_hand ON platform.memberships TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY in_hand ON platform.invitations TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY in_hand ON platform.api_keys    TO smart_owner USING (tenant = platform.tenant_in_hand());
CREATE POLICY known   ON platform.users FOR SELECT TO smart_owner USING (true);

-- Whoever may DELETE, TRUNCATE or UPDATE a whole table may also lock all of it (`LOCK TABLE`), and with a table that is
-- shared every other tenant's requests. So a tenant's role has UPDATE of columns alone, and removes by these functions.

-- Their first step: the API alone, and only the rows of the tenant whose role it took. Inside of them current_user is the
-- owner; the setting `role` remains what SET ROLE made it, which nobody can do but who may take that role.
CREATE FUNCTION platform.take_callers_tenant_in_hand() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF session_user <> 'smart_api' THEN
    RAISE EXCEPTION 'the login % may not remove anybody''s access', session_user USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM set_config('smart.tenant', substr(current_setting('role'), 3), true);
END $$;
REVOKE EXECUTE ON FUNCTION platform.take_callers_tenant_in_hand FROM PUBLIC;

-- Each says whether there was such a row.
CREATE FUNCTION platform.remove_membership(user_id uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM platform.take_callers_tenant_in_hand();
  DELETE FROM platform.memberships m WHERE m.tenant = platform.tenant_in_hand() AND m.user_id = $1;
  RETURN FOUND;
END $$;
CREATE FUNCTION platform.remove_invitation(id uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM platform.take_callers_tenant_in_hand();
  DELETE FROM platform.invitations i WHERE i.tenant = platform.tenant_in_hand() AND i.id = $1;
  RETURN FOUND;
END $$;
CREATE FUNCTION platform.remove_api_key(id uuid) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM platform.take_callers_tenant_in_hand();
  DELETE FROM platform.api_keys k WHERE k.tenant = platform.tenant_in_hand() AND k.id = $1;
  RETURN FOUND;
END $$;
REVOKE EXECUTE ON FUNCTION platform.remove_membership, platform.remove_invitation, platform.remove_api_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION platform.remove_membership, platform.remove_invitation, platform.remove_api_key TO smart_tenant;
