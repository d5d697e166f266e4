create schema if not exists releases;
-- Part of a name or key is searched; a trusted extension, so the owner of the database may create it.
create extension if not exists pg_trgm with schema public;

create table releases.release (
  id uuid primary key,
  key text not null unique check (key ~ '^REL-[0-9]+$'),
  number integer not null generated always as (substr(key, 5)::integer) stored,
  plan_ref text check (length(plan_ref) between 1 and 120),
  name text not null check (length(name) between 1 and 200),
  summary text not null,
  kind text not null check (kind in ('enterprise', 'project', 'independent', 'emergency', 'maintenance')),
  class text not null check (class in ('major', 'minor', 'patch')),
  unit_id uuid not null references identity.unit (id),
  owner_id uuid references identity.person (id),
  proposed_by uuid not null,
  parent_id uuid references releases.release (id) check (parent_id <> id),
  state text not null check (state in ('proposed', 'accepted', 'planned', 'in-progress', 'ready', 'deploying', 'deployed', 'released-for-use', 'warranty', 'closed', 'backed-out', 'closed-failed', 'rejected', 'on-hold', 'cancelled')),
  held_from text check (held_from in ('proposed', 'accepted', 'planned', 'in-progress')),
  go_live_start timestamptz(3),
  go_live_end timestamptz(3),
  go_live_zone text,
  live_order timestamptz(3) not null generated always as (coalesce(go_live_start, 'infinity'::timestamptz)) stored,
  back_out_minutes integer check (back_out_minutes between 0 and 20160),
  warranty_end timestamptz(3),
  baseline jsonb,
  outcome text check (outcome in ('completed', 'partially-completed', 'failed')),
  deviation jsonb,
  origin text not null check (origin in ('native', 'imported')),
  source text,
  source_time timestamptz(3),
  span_start timestamptz(3),
  span_end timestamptz(3),
  span tstzrange generated always as (case when span_start is null then null else tstzrange(span_start, span_end, '[]') end) stored,
  late_from timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  version integer not null,
  check ((state = 'on-hold') = (held_from is not null)),
  check ((go_live_start is null) = (go_live_end is null) and (go_live_start is null) = (go_live_zone is null)),
  check (go_live_start < go_live_end),
  -- History of other systems is marked as such and never gives an outcome that was decided here.
  check (origin = 'native' or (source is not null and source_time is not null and outcome is null and baseline is null))
);
comment on table releases.release is 'Releases from proposed to closed. Withdrawn by a verb, never deleted';
comment on column releases.release.plan_ref is 'Key in plan files';
comment on column releases.release.proposed_by is 'Who asked for it; for imported history who imported it';
comment on column releases.release.live_order is 'Order of lists by go-live; those without one come last';
comment on column releases.release.baseline is 'Dates as they were approved first: {at, goLive, phases}';
comment on column releases.release.deviation is 'Of a partial result: {text, disposition}';
comment on column releases.release.span is 'All that the calendar shows of it, from the first to the last date';
comment on column releases.release.late_from is 'The first moment at which it is late in its present state; derived at each change, so that lists need no clock';
create unique index release_plan_ref on releases.release (plan_ref) where plan_ref is not null;
create index release_by_live on releases.release (live_order, id);
create index release_by_number on releases.release (number, id);
create index release_by_update on releases.release (updated_at, id);
create index release_by_state_live on releases.release (state, live_order, id);
create index release_by_unit_live on releases.release (unit_id, live_order, id);
create index release_by_owner_live on releases.release (owner_id, live_order, id);
create index release_by_parent on releases.release (parent_id, number) where parent_id is not null;
create index release_late on releases.release (late_from) where late_from is not null;
create index release_span on releases.release using gist (span);
create index release_by_text on releases.release using gin (lower(name || ' ' || key) gin_trgm_ops);

create table releases.phase (
  release_id uuid not null references releases.release (id),
  key text not null,
  place integer not null,
  name text not null,
  kind text not null check (kind in ('plan', 'build', 'integrate', 'uat', 'deploy', 'warranty')),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  primary key (release_id, key),
  check (starts_at < ends_at)
);
comment on table releases.phase is 'Phases of a release, half-open; part of its record in the ledger';

create table releases.milestone (
  release_id uuid not null references releases.release (id),
  key text not null,
  place integer not null,
  name text not null,
  at timestamptz(3) not null,
  done_at timestamptz(3),
  primary key (release_id, key)
);
comment on table releases.milestone is 'Milestones of a release; part of its record in the ledger';

create table releases.application (
  release_id uuid not null references releases.release (id),
  application_id uuid not null references portfolio.application (id),
  role text not null check (role in ('changed', 'regression')),
  version text,
  result text not null check (result in ('pending', 'completed', 'rejected', 'rolled-back')),
  result_note text,
  primary key (release_id, application_id)
);
comment on table releases.application is 'Applications of a release, each with the result of its deployment';
create index application_releases on releases.application (application_id, release_id);

create table releases.decision (
  id uuid primary key,
  release_id uuid not null references releases.release (id),
  place integer not null,
  kind text not null,
  by_id uuid not null references identity.person (id),
  at timestamptz(3) not null,
  result text,
  reason text,
  voided_at timestamptz(3),
  void_why text,
  check ((voided_at is null) = (void_why is null))
);
comment on table releases.decision is 'Recorded decisions and steps of the deployment, each by a named person; a later change can take the effect of one away, never the row';
comment on column releases.decision.kind is 'The verb by which it was decided; move for a go-live that was moved';
comment on column releases.decision.place is 'Order within its release';
create unique index decision_of_release on releases.decision (release_id, place);
