-- The matrix of duties kept apart as data (SOX, COSO principle 10): what an installation keeps apart beyond what Interlock itself does. A version never changes.
create table identity.duty_matrix (
  version integer primary key check (version > 0),
  pairs jsonb not null check (jsonb_typeof(pairs) = 'array'),
  change_key text not null,
  in_force_at timestamptz(3) not null
);
comment on table identity.duty_matrix is 'Versions of the pairs of roles that this installation keeps apart; the newest is in force @insert-only';
comment on column identity.duty_matrix.pairs is 'Objects of one, other and why; without the pairs that Interlock itself keeps apart';
comment on column identity.duty_matrix.change_key is 'The signed change that made it';

create table identity.pair_waiver (
  id uuid primary key,
  key text not null unique,
  person_id uuid not null references identity.person (id),
  one text not null,
  other text not null,
  begins_at timestamptz(3) not null,
  ends_at timestamptz(3) not null check (ends_at > begins_at),
  ended_at timestamptz(3)
);
comment on table identity.pair_waiver is 'Who may hold two roles that are kept apart, for a time: the effect of waivers that were granted with a signature';
comment on column identity.pair_waiver.ended_at is 'When it was ended before its time';
create index pair_waiver_of_person on identity.pair_waiver (person_id, ends_at);
