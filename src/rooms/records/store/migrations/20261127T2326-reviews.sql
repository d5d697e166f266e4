-- A review of the audit trail of one record (Annex 11 clause 9, draft 12.6 to 12.8): by somebody who did not do the work, up to a size of the ledger.
create table records.review (
  id uuid primary key,
  key text not null unique,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_id uuid not null references identity.unit (id),
  state text not null check (state in ('open', 'finished', 'withdrawn')),
  opened_by uuid not null references identity.person (id),
  opened_at timestamptz(3) not null,
  ledger_size bigint not null check (ledger_size >= 0),
  entries integer not null check (entries >= 0),
  trail_sha256 text not null check (length(trail_sha256) = 64),
  seed text not null,
  sample_rule text not null,
  population integer not null,
  sample_size integer not null,
  conclusion text,
  withdrawn_why text,
  ended_by uuid references identity.person (id),
  ended_at timestamptz(3),
  version integer not null,
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'finished') = (conclusion is not null)),
  check ((state = 'withdrawn') = (withdrawn_why is not null))
);
comment on table records.review is 'Reviews of the audit trail of a record. Whether a finished one still counts is derived from the ledger, never stored';
comment on column records.review.ledger_size is 'Entries of the record up to this place in the ledger are covered';
comment on column records.review.entries is 'How many entries of the record are covered';
comment on column records.review.trail_sha256 is 'SHA-256 over the hashes of the covered entries, one a line, in their order';
comment on column records.review.seed is 'Seed of the sample: with it the drawing is repeated';
comment on column records.review.population is 'Covered entries from which the sample was drawn';
create index review_of_record on records.review (subject_kind, subject_id, id);
create index review_by_unit on records.review (unit_id, id);
-- Two reviews of one record at the same time would each say half.
create unique index review_one_open on records.review (subject_kind, subject_id) where state = 'open';

create table records.finding (
  review_id uuid not null references records.review (id),
  entry_id uuid not null,
  number bigint not null,
  why jsonb not null,
  sampled boolean not null,
  disposition text check (disposition in ('no-issue', 'explained', 'deviation')),
  text text,
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  primary key (review_id, entry_id),
  check ((disposition is null) = (decided_by is null) and (disposition is null) = (decided_at is null)),
  check (disposition is null or disposition = 'no-issue' or text is not null)
);
comment on table records.finding is 'Entries that a review looks at, each with what came of it';
comment on column records.finding.why is 'Rules of the focus list that point at the entry: [{rule, says}]';
comment on column records.finding.sampled is 'It was drawn';
