create table approvals.verbal_authorisation (
  id uuid primary key,
  version integer not null,
  state text not null check (state in ('waits-for-quality', 'open', 'settled', 'reviewed', 'withdrawn')),
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  step text not null,
  requirements text[] not null,
  authorised_by uuid not null references identity.person (id),
  told_at timestamptz(3) not null,
  reason text not null,
  recorded_by uuid not null references identity.person (id),
  recorded_at timestamptz(3) not null,
  signature_id uuid not null,
  covers text[] not null,
  due_at timestamptz(3) not null,
  shared text[] not null,
  quality_by uuid references identity.person (id),
  quality_at timestamptz(3),
  quality_signature_id uuid,
  ended_by uuid,
  ended_at timestamptz(3),
  ended_reason text,
  check (authorised_by <> recorded_by),
  check (told_at <= recorded_at),
  check ((state in ('settled', 'reviewed', 'withdrawn')) = (ended_at is not null))
);
comment on table approvals.verbal_authorisation is 'What somebody who is asked said by word of mouth in an emergency, recorded and signed by somebody else. It lets a step pass and is no approval';
comment on column approvals.verbal_authorisation.requirements is 'Requirements whose approvals were missing, by key: they are owed until due_at';
comment on column approvals.verbal_authorisation.shared is 'What records that wait while it is overdue have in common with it, such as application:<id>';
create index verbal_of_record on approvals.verbal_authorisation (subject_kind, subject_id, recorded_at, id);
create index verbal_owed on approvals.verbal_authorisation (subject_kind, due_at) where state = 'open';
create index verbal_newest on approvals.verbal_authorisation (recorded_at, id);
