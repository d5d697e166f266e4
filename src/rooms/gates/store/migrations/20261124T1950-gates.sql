create schema if not exists gates;

create table gates.gate (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  key text not null check (key ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$'),
  name text not null check (length(name) between 1 and 200),
  guards text not null,
  due_at timestamptz(3),
  deciders text[] not null check (cardinality(deciders) between 1 and 20),
  state text not null check (state in ('upcoming', 'open', 'passed', 'passed-conditionally', 'failed', 'not-applicable', 'reopened')),
  conditional_until timestamptz(3),
  reopened_why text,
  decision_id uuid,
  lapses_at timestamptz(3),
  rested_at timestamptz(3),
  place integer not null,
  withdrawn_at timestamptz(3),
  version integer not null,
  changed_at timestamptz(3) not null,
  unique (subject_kind, subject_id, key),
  check ((state in ('passed', 'passed-conditionally', 'failed', 'not-applicable')) = (decision_id is not null)),
  check ((state = 'passed-conditionally') = (conditional_until is not null))
);
comment on table gates.gate is 'A gate stands before a verb of its subject; its stored state counts only together with lapses_at';
comment on column gates.gate.unit_ids is 'Units of the subject when it was placed last; lists are scoped by them';
comment on column gates.gate.decision_id is 'The decision in force; none while the gate is undecided or re-opened';
comment on column gates.gate.lapses_at is 'First moment at which the decision no longer holds by time alone: stale result, expired waiver, expired condition';
comment on column gates.gate.rested_at is 'Since then the guarded verb is done or the subject over: a decided gate keeps the standing of that moment';
comment on column gates.gate.withdrawn_at is 'Taken off its subject; the history stays and the key can come back';
create index gate_of_subject on gates.gate (subject_kind, subject_id, place) where withdrawn_at is null;
create index gate_by_key on gates.gate (subject_key, key) where withdrawn_at is null;
-- The job's question: whose pass has run out. Small, since gates at rest are not in it.
create index gate_lapsing on gates.gate (lapses_at, id) where withdrawn_at is null and rested_at is null and lapses_at is not null;
-- What waits for somebody, in the order of due times; decided gates and gates at rest are not in it, so history costs nothing.
create index gate_waiting on gates.gate (coalesce(due_at, 'infinity'::timestamptz), id)
  where withdrawn_at is null and rested_at is null and (state in ('upcoming', 'open', 'reopened', 'passed-conditionally') or lapses_at is not null);

create table gates.criterion (
  id uuid primary key,
  gate_id uuid not null references gates.gate (id),
  key text not null check (key ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$'),
  text text not null check (length(text) between 1 and 500),
  type text not null check (type in ('checklist', 'measure')),
  operator text check (operator in ('>=', '<=', '==', '>', '<')),
  threshold double precision,
  unit text,
  source text,
  freshness_hours integer check (freshness_hours between 1 and 8760),
  responsible text,
  evidence text,
  place integer not null,
  result_id uuid,
  holds boolean,
  stale_at timestamptz(3),
  waived_until timestamptz(3),
  withdrawn_at timestamptz(3),
  check ((type = 'measure') = (operator is not null and threshold is not null))
);
comment on table gates.criterion is 'What a gate asks. A criterion whose question changes is withdrawn and asked anew, so that no result ever answers another question';
comment on column gates.criterion.result_id is 'The newest measurement, withdrawn ones included: an older result never comes back';
comment on column gates.criterion.holds is 'Whether that result meets the criterion; null where nothing is known. For lists; the evaluation computes it again from the result';
comment on column gates.criterion.stale_at is 'When that result is too old';
comment on column gates.criterion.waived_until is 'End of the longest waiver that was not withdrawn';
create unique index criterion_asked on gates.criterion (gate_id, key) where withdrawn_at is null;

create table gates.result (
  id uuid primary key,
  gate_id uuid not null references gates.gate (id),
  criterion_id uuid not null references gates.criterion (id),
  place integer not null,
  value double precision,
  checked boolean,
  measured_at timestamptz(3) not null,
  measured_by text,
  of_version text,
  note text,
  link text,
  recorded_by uuid not null references identity.person (id),
  recorded_at timestamptz(3) not null,
  withdrawn_by uuid references identity.person (id),
  withdrawn_at timestamptz(3),
  withdrawn_reason text,
  unique (criterion_id, place),
  check ((value is null) <> (checked is null)),
  check (measured_at <= recorded_at)
);
comment on table gates.result is 'Every result of every criterion; none replaces another (FDA data integrity guidance, question 2)';
comment on column gates.result.place is 'Order of recording within its criterion';
comment on column gates.result.measured_by is 'Who or what measured it, where it was not the person who recorded it';
create index result_newest on gates.result (criterion_id, measured_at desc, place desc);
create index result_of_gate on gates.result (gate_id, recorded_by);

create table gates.waiver (
  id uuid primary key,
  gate_id uuid not null references gates.gate (id),
  criterion_id uuid not null references gates.criterion (id),
  reason text not null,
  given_by uuid not null references identity.person (id),
  given_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  withdrawn_by uuid references identity.person (id),
  withdrawn_at timestamptz(3),
  withdrawn_reason text,
  check (expires_at > given_at and expires_at <= given_at + interval '90 days')
);
comment on table gates.waiver is 'A criterion that need not be met until then; counts only while it is valid';
create index waiver_of_criterion on gates.waiver (criterion_id, given_at desc);

create table gates.evaluation (
  id uuid primary key,
  gate_id uuid not null references gates.gate (id),
  place integer not null,
  at timestamptz(3) not null,
  occasion text not null check (occasion in ('placed', 'result', 'result-withdrawn', 'waiver', 'waiver-withdrawn', 'decision', 'lapse')),
  by_id uuid references identity.person (id),
  hash bytea not null check (length(hash) = 32),
  green boolean not null,
  met integer not null,
  total integer not null,
  inputs jsonb not null,
  unique (gate_id, place)
);
comment on table gates.evaluation is 'Every evaluation with its inputs, as it was @insert-only';
comment on column gates.evaluation.by_id is 'Who caused it; none: the clock';

create table gates.decision (
  id uuid primary key,
  gate_id uuid not null references gates.gate (id),
  place integer not null,
  outcome text not null check (outcome in ('pass', 'pass-conditionally', 'fail', 'declare-not-applicable', 'reopen')),
  by_id uuid not null references identity.person (id),
  role text not null,
  reason text not null,
  condition text,
  expires_at timestamptz(3),
  tolerates jsonb not null,
  at timestamptz(3) not null,
  evaluation_id uuid not null references gates.evaluation (id),
  unique (gate_id, place),
  check ((outcome = 'pass-conditionally') = (condition is not null and expires_at is not null)),
  check (expires_at is null or (expires_at > at and expires_at <= at + interval '30 days'))
);
comment on table gates.decision is 'Recorded decisions of named people on a kept evaluation; not electronic signatures @insert-only';
comment on column gates.decision.tolerates is 'Criteria that were not green, each with the result it had: another result is not tolerated';
alter table gates.gate add foreign key (decision_id) references gates.decision (id);
alter table gates.criterion add foreign key (result_id) references gates.result (id);
