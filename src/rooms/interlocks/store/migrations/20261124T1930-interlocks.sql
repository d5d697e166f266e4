create schema if not exists interlocks;
-- Equality of text inside an exclusion constraint; a trusted extension since PostgreSQL 13, so the owner of the database may create it.
create extension if not exists btree_gist with schema public;

create table interlocks.hold (
  id uuid primary key,
  owner_kind text not null,
  owner_id uuid not null,
  owner_key text,
  owner_label text not null,
  unit_ids uuid[] not null,
  slot text not null,
  resource_kind text not null,
  resource_id text not null,
  resource_label text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  span tstzrange not null generated always as (tstzrange(starts_at, ends_at, '[)')) stored,
  strength text not null check (strength in ('hard', 'soft')),
  exclusive boolean not null,
  facets text[] not null,
  deployment boolean not null,
  needs_window boolean not null,
  check (starts_at < ends_at),
  unique (owner_kind, owner_id, slot),
  -- The law in the database as well: nobody holds a resource hard and exclusively while somebody else does.
  constraint hold_hard_exclusive exclude using gist (resource_kind with =, resource_id with =, span with &&) where (strength = 'hard' and exclusive)
);
comment on table interlocks.hold is 'Who holds what when. Replaced as a whole by its owner; what it was stands in the owner''s history and in the collisions';
comment on column interlocks.hold.owner_kind is 'Kind of the record that holds; this room does not know what it is';
comment on column interlocks.hold.unit_ids is 'Units whose readers may see the owner';
comment on column interlocks.hold.slot is 'Names the claim among the holds of its owner';
comment on column interlocks.hold.span is 'Half-open: spans that touch do not overlap';
comment on column interlocks.hold.facets is 'What restrictions select by, as dimension:value';
comment on column interlocks.hold.deployment is 'Freezes and windows are held against it; its span includes the time to back out';
create index hold_by_resource on interlocks.hold using gist (resource_kind, resource_id, span);
create index hold_deployments on interlocks.hold using gist (span) where deployment;
create index hold_by_facet on interlocks.hold using gin (facets);

create table interlocks.restriction (
  id uuid primary key,
  owner_kind text not null,
  owner_id uuid not null,
  owner_key text,
  owner_label text not null,
  unit_ids uuid[] not null,
  slot text not null,
  kind text not null check (kind in ('freeze', 'window')),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  span tstzrange not null generated always as (tstzrange(starts_at, ends_at, '[)')) stored,
  selector text[] not null,
  label text not null,
  severity text not null check (severity in ('blocks', 'needs-exception', 'warns')),
  check (starts_at < ends_at),
  unique (owner_kind, owner_id, slot)
);
comment on table interlocks.restriction is 'Freezes, and windows outside which nothing is deployed; replaced as a whole by their owner';
comment on column interlocks.restriction.selector is 'Facets that a hold must all have; none: every deployment';
create index restriction_by_span on interlocks.restriction using gist (kind, span);

create table interlocks.collision (
  id uuid primary key,
  identity text not null,
  rule text not null check (rule in ('same-resource', 'freeze', 'outside-window')),
  severity text not null check (severity in ('blocks', 'needs-exception', 'warns')),
  resource_kind text not null,
  resource_id text not null,
  resource_label text not null,
  one_kind text not null,
  one_id uuid not null,
  one_slot text not null,
  one jsonb not null,
  other_kind text,
  other_id uuid,
  other_slot text,
  other jsonb,
  unit_ids uuid[] not null,
  overlap_start timestamptz(3) not null,
  overlap_end timestamptz(3) not null,
  why text not null,
  version integer not null,
  since timestamptz(3) not null,
  cleared_at timestamptz(3),
  check ((other_kind is null) = (other_id is null) and (other_kind is null) = (other is null))
);
comment on table interlocks.collision is 'Collisions as they were found and cleared; a claim that collides again after it was cleared makes a new row';
comment on column interlocks.collision.identity is 'Rule and both claims: the same claims under the same rule are one collision, however they move';
comment on column interlocks.collision.one is 'The first party: key, label, units and span, as they were when it was judged last';
comment on column interlocks.collision.unit_ids is 'Units of both parties: readers of either may see that it exists';
-- The same two claims collide once, whoever finds it first.
create unique index collision_open on interlocks.collision (identity) where cleared_at is null;
create index collision_open_newest on interlocks.collision (id) where cleared_at is null;
create index collision_open_one on interlocks.collision (one_kind, one_id) where cleared_at is null;
create index collision_open_other on interlocks.collision (other_kind, other_id) where cleared_at is null;
create index collision_one on interlocks.collision (one_kind, one_id, id);
create index collision_other on interlocks.collision (other_kind, other_id, id);
create index collision_units on interlocks.collision using gin (unit_ids) where cleared_at is null;
