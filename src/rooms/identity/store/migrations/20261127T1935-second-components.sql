-- What a person proves themself with besides the password.

create table identity.identity_proof (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  proven_by uuid not null references identity.person (id),
  checked_on date not null,
  how text not null check (length(how) between 3 and 500),
  recorded_at timestamptz(3) not null,
  check (person_id <> proven_by)
);
comment on table identity.identity_proof is 'That somebody checked who a person is, before their signature counts (21 CFR 11.100(b)). @insert-only';
create index identity_proof_person on identity.identity_proof (person_id, id);

create table identity.authenticator (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  kind text not null check (kind in ('totp', 'passkey')),
  name text not null check (length(name) between 1 and 80),
  added_at timestamptz(3) not null,
  used_at timestamptz(3),
  removed_at timestamptz(3),
  removed_why text check (removed_why in ('self', 'reset')),
  proof_id uuid references identity.identity_proof (id),
  sealed_secret bytea,
  last_step bigint,
  credential_id bytea unique,
  public_key bytea,
  algorithm integer,
  counter bigint,
  transports text[],
  backup_eligible boolean,
  check ((removed_at is null) = (removed_why is null)),
  check (kind <> 'totp' or (credential_id is null and last_step is not null and (sealed_secret is null) = (removed_at is not null))),
  check (kind <> 'passkey' or (sealed_secret is null and credential_id is not null and public_key is not null and algorithm is not null
    and counter is not null and transports is not null and backup_eligible is not null))
);
comment on table identity.authenticator is 'Authenticator apps and passkeys of people; removed, never deleted, so that old signatures keep their key';
comment on column identity.authenticator.proof_id is 'The check of identity that covers it; without one it opens sign-in and never a signature';
comment on column identity.authenticator.sealed_secret is 'Shared secret of an app, sealed for this very row with a key outside the database; destroyed at removal';
comment on column identity.authenticator.last_step is 'Time step (30 s) of the last code that was accepted: that one and earlier ones never count again';
comment on column identity.authenticator.credential_id is 'WebAuthn credential id; never twice, whoever brings it';
comment on column identity.authenticator.public_key is 'SubjectPublicKeyInfo, DER';
comment on column identity.authenticator.algorithm is 'COSE algorithm, e.g. -7 for ES256';
comment on column identity.authenticator.counter is 'Signature counter of the last assertion; 0 where the authenticator keeps none';
create index authenticator_person on identity.authenticator (person_id, id) where removed_at is null;
-- One app a person: with two, each code would be tried against two secrets.
create unique index authenticator_one_app on identity.authenticator (person_id) where kind = 'totp' and removed_at is null;

create table identity.recovery_code (
  person_id uuid not null references identity.person (id),
  position smallint not null check (position between 1 and 10),
  code_hash text not null,
  made_at timestamptz(3) not null,
  used_at timestamptz(3),
  primary key (person_id, position)
);
comment on table identity.recovery_code is 'Ten codes that each open sign-in once, never a signature; Argon2id, so that they work also when the key to sealed secrets is lost';

create table identity.proof_request (
  person_id uuid primary key references identity.person (id),
  code_hash bytea not null,
  authenticator_ids uuid[] not null,
  expires_at timestamptz(3) not null
);
comment on table identity.proof_request is 'A person who just proved all components and shows a code to whoever checks their identity; by SHA-256, for a quarter of an hour';

alter table identity.credential add column proof_id uuid references identity.identity_proof (id);
comment on column identity.credential.proof_id is 'The check of identity that covers the password; a password set with a link needs a new one';
alter table identity.credential add column reset_by uuid[] not null default '{}';
comment on column identity.credential.reset_by is 'Who reset a component since the last check of identity: none of them can be the one who checks';

alter table identity.setup_link add column issued_by uuid references identity.person (id);
comment on column identity.setup_link.issued_by is 'Whoever issued the link could use it: it counts as their reset';

alter table identity.session add column state text not null default 'open' check (state in ('second-factor', 'enrol', 'open'));
comment on column identity.session.state is 'second-factor: the password was right, the rest is missing; enrol: a second factor must be set up first; open: signed in';
alter table identity.session add column methods text[] not null default '{}';
comment on column identity.session.methods is 'How the person proved themself: password, code, passkey, recovery-code';
alter table identity.session add column challenge bytea not null
  default sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
comment on column identity.session.challenge is 'What passkeys sign and enrolments start from; replaced at each use';
