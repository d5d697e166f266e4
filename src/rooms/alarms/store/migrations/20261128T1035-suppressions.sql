create table alarms.suppression (
  id uuid primary key,
  key text not null unique check (key ~ '^ALS-[0-9]+$'),
  kind text not null,
  state text not null check (state in ('requested', 'in-force', 'rejected', 'withdrawn', 'ended')),
  reason text not null,
  requested_by uuid not null references identity.person (id),
  requested_at timestamptz(3) not null,
  ends_at timestamptz(3) not null check (ends_at > requested_at),
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  decision text,
  ended_at timestamptz(3),
  version integer not null,
  check (decided_by is null or decided_by <> requested_by),
  check (state not in ('in-force', 'rejected') or decided_by is not null)
);
comment on table alarms.suppression is 'A kind of alarm of which nobody is told for a time; it is raised and listed all the same. Never without an end, never by one person';
comment on column alarms.suppression.ends_at is 'It suppresses nothing from this moment on, whether or not a job has said so';
comment on column alarms.suppression.ended_at is 'When it was ended early, withdrawn, or its time was over';
create index suppression_in_force on alarms.suppression (kind) where state = 'in-force';

create table alarms.review (
  id uuid primary key,
  key text not null unique check (key ~ '^ALR-[0-9]+$'),
  from_at timestamptz(3),
  until_at timestamptz(3) not null unique,
  statistics jsonb not null,
  comment text not null check (length(btrim(comment)) >= 3),
  reviewed_by uuid not null references identity.person (id),
  check (from_at is null or from_at < until_at)
);
comment on table alarms.review is '@insert-only Reviews of the log of alarms: what was in it, and what the reviewer made of it';
comment on column alarms.review.from_at is 'Where the review before it ended; null for the first, which begins with the log';
comment on column alarms.review.statistics is 'Numbers by kind and the suppressions of the time, as the reviewer saw them';
