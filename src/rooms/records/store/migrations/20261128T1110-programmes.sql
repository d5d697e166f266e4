-- Trails are reviewed again and again, partly at random and partly aimed (EU GMP Annex 11 clause 9; PIC/S PI 041-1 9.8).
create table records.programme (
  id uuid primary key,
  key text not null unique,
  name text not null,
  unit_id uuid not null references identity.unit (id),
  every_months integer not null check (every_months in (1, 3)),
  random integer not null check (random between 0 and 50),
  targets text[] not null,
  systems jsonb not null,
  due_days integer not null check (due_days between 1 and 60),
  next_on date not null,
  started_by uuid not null references identity.person (id),
  started_at timestamptz(3) not null,
  ended_at timestamptz(3),
  version integer not null
);
comment on table records.programme is 'Programmes by which the audit trail of a unit is reviewed again and again';
comment on column records.programme.targets is 'Facets of a release, any of which makes it high-risk: all of these are looked at';
comment on column records.programme.systems is 'Records whose own trail is in every period: [{kind, id, key}]';
comment on column records.programme.next_on is 'First day of the next period, which is drawn once it is over';
create index programme_by_turn on records.programme (next_on) where ended_at is null;

create table records.period (
  id uuid primary key,
  key text not null unique,
  programme_id uuid not null references records.programme (id),
  unit_id uuid not null references identity.unit (id),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  seed text not null,
  rule text not null,
  random integer not null,
  population jsonb not null,
  targeted uuid[] not null,
  drawn uuid[] not null,
  systems jsonb not null,
  drawn_at timestamptz(3) not null,
  -- Two processes that draw at the same time draw once.
  unique (programme_id, starts_at),
  check (starts_at < ends_at and ends_at <= drawn_at)
);
comment on table records.period is 'Turns of programmes, each drawn once when it was over @insert-only';
comment on column records.period.population is 'Releases that were worked on: [{id, key, high}], with the facets that make them high-risk';
comment on column records.period.seed is 'Seed of the drawing: with it the drawing is repeated';
create index period_by_unit on records.period (unit_id, id);

-- What a review finds to be otherwise than it should be.
create table records.deviation (
  id uuid primary key,
  key text not null unique,
  review_id uuid not null,
  review_key text not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_id uuid not null references identity.unit (id),
  title text not null,
  entries jsonb not null,
  state text not null check (state in ('open', 'closed')),
  opened_by uuid not null references identity.person (id),
  opened_at timestamptz(3) not null,
  outcome text check (outcome in ('corrected', 'accepted', 'no-deviation')),
  conclusion text,
  closed_by uuid references identity.person (id),
  closed_at timestamptz(3),
  version integer not null,
  check ((state = 'closed') = (closed_at is not null)),
  check ((closed_at is null) = (outcome is null) and (closed_at is null) = (conclusion is null) and (closed_at is null) = (closed_by is null)),
  constraint deviation_two_people check (closed_by <> opened_by)
);
comment on table records.deviation is 'Deviations that reviews of audit trails found';
comment on column records.deviation.review_id is 'The review that opened it, without a foreign key: when the review is disposed of, the deviation stays with its key';
comment on column records.deviation.entries is 'Entries of the trail that show it: [{id, number}]';
create index deviation_by_unit on records.deviation (unit_id, id);
create index deviation_of_review on records.deviation (review_id);
alter table records.finding add column deviation_id uuid references records.deviation (id);
comment on column records.finding.deviation_id is 'The deviation that was opened for it; it stays when the finding is judged otherwise later';

create trigger stays before delete on records.programme for each row execute function foundation.keep_row('review-programme');
create trigger stays before delete on records.period for each row execute function foundation.keep_row('review-period');
create trigger stays before delete on records.deviation for each row execute function foundation.keep_row('deviation');
