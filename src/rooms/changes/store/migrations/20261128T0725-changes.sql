create schema if not exists changes;

create table changes.change (
  id uuid primary key,
  key text not null unique check (key ~ '^CHG-[0-9]+$'),
  number integer not null generated always as (substr(key, 5)::integer) stored,
  name text not null check (length(name) between 1 and 200),
  description text not null,
  model text not null check (model in ('normal', 'emergency', 'non-production')),
  unit_id uuid not null references identity.unit (id),
  owner_id uuid references identity.person (id),
  requested_by uuid not null,
  authors uuid[] not null check (cardinality(authors) >= 1),
  state text not null check (state in ('draft', 'submitted', 'assessed', 'authorised', 'built', 'tested', 'approved-for-production', 'scheduled', 'implementing', 'implemented', 'failed', 'backed-out', 'verified', 'closed', 'rejected', 'withdrawn', 'on-hold')),
  held_from text check (held_from in ('submitted', 'assessed', 'authorised', 'built', 'tested', 'approved-for-production', 'scheduled')),
  planned_start timestamptz(3),
  planned_end timestamptz(3),
  planned_zone text,
  planned_order timestamptz(3) not null generated always as (coalesce(planned_start, 'infinity'::timestamptz)) stored,
  back_out_plan text not null,
  test_plan text not null,
  answers jsonb not null,
  links jsonb not null,
  assessed jsonb,
  band text generated always as (assessed ->> 'band') stored,
  outcome text check (outcome in ('implemented', 'failed', 'backed-out')),
  outcome_note text,
  outcome_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  version integer not null,
  check ((state = 'on-hold') = (held_from is not null)),
  check ((planned_start is null) = (planned_end is null) and (planned_start is null) = (planned_zone is null)),
  check (planned_start < planned_end),
  check ((outcome is null) = (outcome_note is null) and (outcome is null) = (outcome_at is null)),
  -- Whatever was worked on has an outcome, and nothing else has one.
  check ((state in ('implemented', 'failed', 'backed-out', 'verified', 'closed')) = (outcome is not null))
);
comment on table changes.change is 'Changes from draft to closed. Withdrawn by a verb, never deleted';
comment on column changes.change.authors is 'Everybody who wrote what is decided on: none of them decides on it';
comment on column changes.change.planned_order is 'Order of lists by planned start; those without one come last';
comment on column changes.change.answers is 'Answers to the questions of the risk: {complexity, reversal, testing, outage}';
comment on column changes.change.links is 'Typed links: [{kind, label, url}]';
comment on column changes.change.assessed is 'The risk as it was assessed: {at, score, band, parts}';
create index change_by_planned on changes.change (planned_order, id);
create index change_by_number on changes.change (number, id);
create index change_by_update on changes.change (updated_at, id);
create index change_by_state_update on changes.change (state, updated_at, id);
create index change_by_unit_update on changes.change (unit_id, updated_at, id);
create index change_by_owner_update on changes.change (owner_id, updated_at, id);
create index change_by_text on changes.change using gin (lower(name || ' ' || key) gin_trgm_ops);

create table changes.application (
  change_id uuid not null references changes.change (id),
  application_id uuid not null references portfolio.application (id),
  role text not null check (role in ('changed', 'regression')),
  primary key (change_id, application_id)
);
comment on table changes.application is 'Applications that a change touches; part of its record in the ledger';
create index application_changes on changes.application (application_id, change_id);

create table changes.need (
  change_id uuid not null references changes.change (id),
  needs_id uuid not null references changes.change (id),
  need_by timestamptz(3),
  primary key (change_id, needs_id),
  check (change_id <> needs_id)
);
comment on table changes.need is 'Changes that must be implemented before a change is; part of its record in the ledger';
comment on column changes.need.need_by is 'When it must be there; unknown where null';
create index need_needed on changes.need (needs_id, change_id);

create table changes.decision (
  id uuid primary key,
  change_id uuid not null references changes.change (id),
  place integer not null,
  kind text not null,
  state text not null,
  by_id uuid not null references identity.person (id),
  at timestamptz(3) not null,
  reason text,
  voided_at timestamptz(3),
  void_why text,
  check ((voided_at is null) = (void_why is null))
);
comment on table changes.decision is 'Steps that people took, each by a named person; going back can take the effect of one away, never the row';
comment on column changes.decision.kind is 'The verb by which it was taken';
comment on column changes.decision.state is 'The state that it was taken in';
comment on column changes.decision.place is 'Order within its change';
create unique index decision_of_change on changes.decision (change_id, place);
