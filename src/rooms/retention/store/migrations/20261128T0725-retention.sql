create schema if not exists retention;

create table retention.register_row (
  kind text primary key,
  flags jsonb not null,
  version integer not null check (version >= 1),
  changed_at timestamptz(3) not null
);
comment on table retention.register_row is 'What the installation decided over the rows of the register that the build brings';
comment on column retention.register_row.flags is 'regulated, predicateRule, reliedOn, retention, signatures, auditYears';

create table retention.register_change (
  id uuid primary key,
  key text not null unique,
  state text not null check (state in ('proposed', 'adopted', 'rejected', 'withdrawn')),
  kind text not null,
  before jsonb,
  after jsonb not null,
  base integer not null,
  reason text not null,
  proposed_by uuid not null references identity.person (id),
  proposed_at timestamptz(3) not null,
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  decision text,
  version integer not null,
  check ((state = 'proposed') = (decided_at is null)),
  check (decided_by <> proposed_by or state = 'withdrawn')
);
comment on table retention.register_change is 'Changes of rows of the register, each with its reason and its second person';
comment on column retention.register_change.base is 'Version of the row on which it was proposed; 0 is the build''s';
-- One change of a row waits at a time: two could not both be adopted.
create unique index register_change_open on retention.register_change (kind) where state = 'proposed';

create table retention.hold (
  id uuid primary key,
  key text not null unique,
  state text not null check (state in ('standing', 'ended')),
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  retention text,
  ground text not null,
  reason text not null,
  set_by uuid not null references identity.person (id),
  set_at timestamptz(3) not null,
  ended_on timestamptz(3),
  ended_by uuid references identity.person (id),
  ended_at timestamptz(3),
  end_reason text,
  version integer not null,
  check ((state = 'ended') = (ended_at is not null)),
  check (ended_by <> set_by)
);
comment on table retention.hold is 'What keeps a record beyond its class: an event that is not recorded yet, or a legal hold';
comment on column retention.hold.retention is 'The class that counts from the event; null: a legal hold, which starts no clock';
comment on column retention.hold.ended_on is 'When the event took place, or the hold was lifted';
create index hold_of_record on retention.hold (subject_kind, subject_id);
