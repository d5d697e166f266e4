create schema if not exists communications;

create table communications.published_plan (
  id uuid primary key,
  key text not null unique check (key ~ '^PUB-[0-9]+$'),
  unit_id uuid not null unique references identity.unit (id),
  title text not null check (length(title) between 1 and 200),
  months integer not null check (months between 1 and 24),
  newest integer not null check (newest >= 1),
  published_at timestamptz(3) not null,
  published_by uuid not null references identity.person (id),
  link_hash bytea unique check (length(link_hash) = 32),
  link_until timestamptz(3),
  link_by uuid references identity.person (id),
  version integer not null check (version >= 1),
  check ((link_hash is null) = (link_until is null) and (link_hash is null) = (link_by is null))
);
comment on table communications.published_plan is 'The plan of a unit that people outside are told, with the read-only link to it';
comment on column communications.published_plan.link_hash is 'SHA-256 of the token of the link; the token itself is kept nowhere';

create table communications.plan_version (
  plan_id uuid not null references communications.published_plan (id),
  number integer not null check (number >= 1),
  from_at timestamptz(3) not null,
  until_at timestamptz(3) not null,
  content jsonb not null,
  digest bytea not null check (length(digest) = 32),
  note text,
  published_by uuid not null references identity.person (id),
  published_at timestamptz(3) not null,
  primary key (plan_id, number),
  check (from_at < until_at)
);
comment on table communications.plan_version is 'Each version of a plan as it was published. @insert-only';
