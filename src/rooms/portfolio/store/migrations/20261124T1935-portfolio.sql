create schema if not exists portfolio;

create table portfolio.application (
  id uuid primary key,
  key text not null unique check (key ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$'),
  name text not null check (length(name) between 1 and 200),
  description text,
  unit_id uuid not null references identity.unit (id),
  owner_id uuid references identity.person (id),
  criticality text not null check (criticality in ('low', 'medium', 'high', 'critical', 'unknown')),
  gxp text not null check (gxp in ('yes', 'no', 'unknown')),
  sox text not null check (sox in ('yes', 'no', 'unknown')),
  technology text,
  lifecycle_stage text not null check (lifecycle_stage in ('planned', 'live', 'sunset', 'retired', 'unknown')),
  validated_state text not null check (validated_state in ('not-applicable', 'validated', 'under-change', 're-validation-due', 'unknown')),
  withdrawn_at timestamptz(3),
  version integer not null,
  changed_at timestamptz(3) not null
);
comment on table portfolio.application is 'Applications. Withdrawn with a reason, never deleted';
comment on column portfolio.application.key is 'Given for good; works wherever the id does';
comment on column portfolio.application.validated_state is 'A state machine: only a person brings it to validated';
create index application_by_name on portfolio.application (lower(name), id);
create index application_by_unit on portfolio.application (unit_id, key);
create index application_by_owner on portfolio.application (owner_id) where owner_id is not null;

create table portfolio.dependency (
  id uuid primary key,
  from_id uuid not null references portfolio.application (id),
  to_id uuid not null references portfolio.application (id),
  type text not null check (type in ('calls', 'data', 'infrastructure', 'shared-library', 'deploys-with')),
  note text,
  withdrawn_at timestamptz(3),
  check (from_id <> to_id)
);
comment on table portfolio.dependency is 'The application from_id needs to_id; part of the record of from_id. Withdrawn, never deleted';
-- The same need is said once.
create unique index dependency_said on portfolio.dependency (from_id, to_id, type) where withdrawn_at is null;
create index dependency_needed on portfolio.dependency (to_id) where withdrawn_at is null;
