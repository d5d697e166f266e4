create schema if not exists identity;

create table identity.unit (
  id uuid primary key,
  key text not null unique check (key ~ '^[A-Za-z0-9][A-Za-z0-9-]{0,39}$'),
  name text not null check (length(name) between 1 and 120),
  parent_id uuid references identity.unit (id),
  path uuid[] not null,
  withdrawn_at timestamptz(3),
  version integer not null
);
comment on table identity.unit is 'The organisation tree. Roles are scoped to a unit and hold in all units below it';
comment on column identity.unit.path is 'Ids from the root down to the unit itself';
create index unit_path on identity.unit using gin (path);
create index unit_parent on identity.unit (parent_id);
-- One root: what "the whole organisation" means is never in doubt.
create unique index unit_one_root on identity.unit ((parent_id is null)) where parent_id is null;

create table identity.person (
  id uuid primary key,
  email text not null check (email = lower(email) and length(email) <= 254),
  name text not null check (length(name) between 1 and 120),
  unit_id uuid references identity.unit (id),
  state text not null check (state in ('active', 'disabled')),
  version integer not null,
  created_at timestamptz(3) not null
);
comment on table identity.person is 'People who sign in. A person is disabled, never deleted';
create unique index person_email on identity.person (email);
create index person_by_name on identity.person (lower(name), id);
create index person_unit on identity.person (unit_id);

create table identity.credential (
  person_id uuid primary key references identity.person (id),
  password_hash text not null,
  set_by text not null check (set_by in ('self', 'administrator', 'setup')),
  changed_at timestamptz(3) not null,
  must_change boolean not null,
  failed integer not null default 0,
  locked_until timestamptz(3)
);
comment on table identity.credential is 'Argon2id hashes; a password that somebody else set must be changed before anything else';
comment on column identity.credential.failed is 'Failed attempts in a row, at signing in and at recorded decisions together';

-- Attempts on e-mails that nobody has are counted and locked like those on real ones, so that a lock tells nobody who exists.
create table identity.unknown_attempt (
  email_hash bytea primary key,
  failed integer not null,
  locked_until timestamptz(3),
  at timestamptz(3) not null
);
comment on table identity.unknown_attempt is 'Failed attempts on e-mail addresses without an account, by SHA-256; pruned after a day';
create index unknown_attempt_age on identity.unknown_attempt (at);

create table identity.crowd (
  id uuid primary key,
  key text not null unique,
  name text not null,
  withdrawn_at timestamptz(3),
  version integer not null
);
comment on table identity.crowd is 'Groups of people (the word GROUP is reserved by SQL); withdrawn, never deleted';

create table identity.crowd_member (
  crowd_id uuid not null references identity.crowd (id),
  person_id uuid not null references identity.person (id),
  primary key (crowd_id, person_id)
);
comment on table identity.crowd_member is 'Members of groups now; who was one before is in the ledger';
create index crowd_member_person on identity.crowd_member (person_id);

create table identity.role_grant (
  id uuid primary key,
  person_id uuid references identity.person (id),
  crowd_id uuid references identity.crowd (id),
  role text not null,
  unit_id uuid not null references identity.unit (id),
  granted_by uuid not null,
  granted_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  check ((person_id is null) <> (crowd_id is null))
);
comment on table identity.role_grant is 'Roles of people and groups, each in a unit and all below it; withdrawn, never deleted';
create unique index role_grant_person on identity.role_grant (person_id, role, unit_id) where withdrawn_at is null and person_id is not null;
create index role_grant_unit on identity.role_grant (unit_id, id);
create index role_grant_of_person on identity.role_grant (person_id, id);
create index role_grant_of_crowd on identity.role_grant (crowd_id, id);
create unique index role_grant_crowd on identity.role_grant (crowd_id, role, unit_id) where withdrawn_at is null and crowd_id is not null;

create table identity.deputation (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  deputy_id uuid not null references identity.person (id),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  reason text not null,
  withdrawn_at timestamptz(3),
  check (person_id <> deputy_id and starts_at < ends_at)
);
comment on table identity.deputation is 'Who stands in for whom, from when until when. A deputy acts as themselves';
create index deputation_deputy on identity.deputation (deputy_id, id);
create index deputation_person on identity.deputation (person_id, id);

create table identity.session (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  token_hash bytea not null unique,
  previous_hash bytea unique,
  previous_until timestamptz(3),
  created_at timestamptz(3) not null,
  rotated_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  ended_at timestamptz(3),
  end_cause text check (end_cause in ('self', 'everywhere', 'password', 'administrator', 'disabled', 'idle', 'expired')),
  address text not null,
  user_agent text not null,
  check ((ended_at is null) = (end_cause is null))
);
comment on table identity.session is 'Sessions by the SHA-256 of their token; the token itself is only in the cookie';
create index session_person on identity.session (person_id) where ended_at is null;
create index session_idle on identity.session (seen_at) where ended_at is null;
create index session_ends on identity.session (ends_at) where ended_at is null;

create table identity.api_token (
  id uuid primary key,
  person_id uuid not null references identity.person (id),
  name text not null,
  token_hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  withdrawn_at timestamptz(3)
);
comment on table identity.api_token is 'API tokens by the SHA-256 of their secret, narrowed by scopes, never without an end';
create index api_token_person on identity.api_token (person_id, id);

create table identity.setup_link (
  token_hash bytea primary key,
  person_id uuid references identity.person (id),
  purpose text not null check (purpose in ('first-administrator', 'set-password')),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
comment on table identity.setup_link is 'One-time links by the SHA-256 of their token: the first administrator, or a password that its owner sets';
create index setup_link_person on identity.setup_link (person_id);
create index setup_link_age on identity.setup_link (expires_at);

-- Every role that a person holds, directly, through a group, or as a deputy for somebody else. Nobody stands in for somebody who is disabled, and a
-- deputy passes nothing on.
create view identity.effective_grant as
  with own as not materialized (
    select g.id as grant_id, g.person_id, g.role, g.unit_id, null::uuid as crowd_id
      from identity.role_grant g where g.person_id is not null and g.withdrawn_at is null
    union all
    select g.id, m.person_id, g.role, g.unit_id, g.crowd_id
      from identity.role_grant g join identity.crowd c on c.id = g.crowd_id and c.withdrawn_at is null
      join identity.crowd_member m on m.crowd_id = g.crowd_id where g.withdrawn_at is null
  )
  select grant_id, person_id, role, unit_id, crowd_id, null::uuid as deputy_for, null::timestamptz as starts_at, null::timestamptz as ends_at from own
  union all
  select o.grant_id, d.deputy_id, o.role, o.unit_id, o.crowd_id, d.person_id, d.starts_at, d.ends_at
    from identity.deputation d
    join identity.person p on p.id = d.person_id and p.state = 'active'
    join own o on o.person_id = d.person_id
    where d.withdrawn_at is null;
comment on view identity.effective_grant is 'Roles that count, with their origin (grant, group, deputation); deputations carry their dates';
