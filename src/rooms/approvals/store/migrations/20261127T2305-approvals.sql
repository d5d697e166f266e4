create schema if not exists approvals;

create table approvals.requirement (
  id uuid primary key,
  key text not null unique,
  version integer not null,
  withdrawn boolean not null
);
comment on table approvals.requirement is 'Who must say yes before a step of a record is taken; what each version asks is in requirement_version. Withdrawn, never deleted';

create table approvals.requirement_version (
  requirement_id uuid not null references approvals.requirement (id),
  version integer not null check (version >= 1),
  change_id uuid not null,
  effective_from timestamptz(3) not null,
  withdrawn boolean not null,
  name text not null check (length(name) between 1 and 200),
  subject_kind text not null,
  step text not null,
  who_kind text not null check (who_kind in ('role', 'group')),
  who text not null,
  seats integer not null check (seats between 1 and 9),
  meaning text not null,
  unit_id uuid not null references identity.unit (id),
  scope text[] not null,
  excludes text[] not null,
  validity_days integer check (validity_days between 1 and 3650),
  covers text[],
  made_at timestamptz(3) not null,
  primary key (requirement_id, version)
);
comment on table approvals.requirement_version is 'What a requirement asks, version by version: in force is the highest version whose day has come. @insert-only';
comment on column approvals.requirement_version.who is 'A role by its name, or a group by its id';
comment on column approvals.requirement_version.scope is 'Facets that a record must have, all of them, such as gxp:yes; below its unit';
comment on column approvals.requirement_version.covers is 'Fields whose change takes an approval back; null: what the step itself signs';
create index requirement_version_step on approvals.requirement_version (subject_kind, step, requirement_id, version);

create table approvals.change (
  id uuid primary key,
  key text not null unique,
  version integer not null,
  state text not null check (state in ('proposed', 'effective', 'dropped')),
  kind text not null check (kind in ('new', 'change', 'withdraw')),
  requirement_id uuid references approvals.requirement (id),
  base_version integer,
  terms jsonb not null,
  effective_from timestamptz(3),
  unit_id uuid not null references identity.unit (id),
  reason text not null,
  proposed_by uuid not null references identity.person (id),
  proposed_at timestamptz(3) not null,
  ended_at timestamptz(3),
  ended_why text,
  check ((kind = 'new') = (base_version is null)),
  check ((state = 'proposed') = (ended_at is null))
);
comment on table approvals.change is 'Proposed changes of requirements: nothing changes before everybody signed whom the requirement asks for today, and quality';
comment on column approvals.change.base_version is 'Version of the requirement that was changed; another one since then makes the proposal stale';
comment on column approvals.change.effective_from is 'The day asked for; null: at the last signature';
create index change_open on approvals.change (proposed_at, id) where state = 'proposed';
create index change_of_requirement on approvals.change (requirement_id, id);

create table approvals.change_signature (
  change_id uuid not null references approvals.change (id),
  person_id uuid not null references identity.person (id),
  signature_id uuid not null,
  at timestamptz(3) not null,
  primary key (change_id, person_id)
);
comment on table approvals.change_signature is 'Who signed a proposed change. @insert-only';

create table approvals.approval (
  id uuid primary key,
  version integer not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  step text not null,
  verdict text not null check (verdict in ('approved', 'rejected')),
  meaning text not null,
  person_id uuid not null references identity.person (id),
  at timestamptz(3) not null,
  answers jsonb not null,
  covers text[] not null,
  reason text,
  signature_id uuid not null,
  withdrawn_at timestamptz(3),
  withdrawn_reason text,
  check ((withdrawn_at is null) = (withdrawn_reason is null)),
  check (verdict = 'approved' or reason is not null)
);
comment on table approvals.approval is 'What somebody said to a step of a record, signed: yes with its meaning, or no with its reason. Whether it counts is derived, never stored';
comment on column approvals.approval.answers is 'Requirements that it was given for, by key, each with its version';
comment on column approvals.approval.covers is 'Fields of the record that it covers';
create index approval_of_record on approvals.approval (subject_kind, subject_id, step, at, id);
create index approval_of_person on approvals.approval (person_id, at, id);
