create table approvals.notice (
  id uuid primary key,
  key text not null unique,
  version integer not null,
  state text not null check (state in ('open', 'objected', 'withdrawn')),
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  text text not null,
  until timestamptz(3) not null,
  given_by uuid not null references identity.person (id),
  given_at timestamptz(3) not null,
  ended_by uuid references identity.person (id),
  ended_at timestamptz(3),
  ended_reason text,
  check (given_at < until),
  check ((state = 'open') = (ended_at is null))
);
comment on table approvals.notice is 'What is meant to be done, to which who objects does so by a date. Silence is recorded as that; it is no approval and no step goes by it';
comment on column approvals.notice.until is 'Nothing is written when it passes; each reader compares it with the time';
create index notice_of_record on approvals.notice (subject_kind, subject_id, id);
