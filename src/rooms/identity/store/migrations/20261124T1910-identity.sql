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

create table identity.crowd (
  id uuid primary key,
  key text not null unique,
  name text not null,
  withdrawn_at timestamptz(3),
  version integer not null
);
comment on table identity.crowd is 'Groups of people (the word GROUP is reserved by SQL)';

create table identity.crowd_member (
  crowd_id uuid not null references identity.crowd (id),
  person_id uuid not null references identity.person (id),
  primary key (crowd_id, person_id)
);
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
create index deputation_deputy on identity.deputation (deputy_id) where withdrawn_at is null;

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
  address text not null,
  user_agent text not null
);
comment on table identity.session is 'Sessions by the SHA-256 of their token; the token itself is only in the cookie';
create index session_person on identity.session (person_id) where ended_at is null;

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
create index api_token_person on identity.api_token (person_id);

create table identity.setup_link (
  token_hash bytea primary key,
  person_id uuid references identity.person (id),
  purpose text not null check (purpose in ('first-administrator', 'set-password')),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
comment on table identity.setup_link is 'One-time links: the first administrator, or a password that its owner sets';

-- Every role that a person holds now, directly, through a group, or as a deputy for somebody else.
create view identity.effective_grant as
  select g.person_id, g.role, g.unit_id, null::uuid as deputy_for, null::timestamptz as starts_at, null::timestamptz as ends_at
    from identity.role_grant g where g.person_id is not null and g.withdrawn_at is null
  union all
  select m.person_id, g.role, g.unit_id, null, null, null
    from identity.role_grant g join identity.crowd c on c.id = g.crowd_id and c.withdrawn_at is null
    join identity.crowd_member m on m.crowd_id = g.crowd_id where g.withdrawn_at is null
  union all
  select d.deputy_id, g.role, g.unit_id, d.person_id, d.starts_at, d.ends_at
    from identity.deputation d
    join identity.role_grant g on g.person_id = d.person_id and g.withdrawn_at is null
    where d.withdrawn_at is null
  union all
  select d.deputy_id, g.role, g.unit_id, d.person_id, d.starts_at, d.ends_at
    from identity.deputation d
    join identity.crowd_member m on m.person_id = d.person_id
    join identity.crowd c on c.id = m.crowd_id and c.withdrawn_at is null
    join identity.role_grant g on g.crowd_id = m.crowd_id and g.withdrawn_at is null
    where d.withdrawn_at is null;
comment on view identity.effective_grant is 'Roles that count, with their origin; deputations carry their dates';
