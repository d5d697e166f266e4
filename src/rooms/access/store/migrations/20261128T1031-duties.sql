-- The matrix of duties kept apart and its waivers as records (SOX, COSO principle 10). Their effect lies in identity, which judges roles by it.
create table access.matrix_change (
  id uuid primary key,
  key text not null unique,
  state text not null check (state in ('proposed', 'adopted', 'rejected', 'withdrawn')),
  adds jsonb not null check (jsonb_typeof(adds) = 'array'),
  drops jsonb not null check (jsonb_typeof(drops) = 'array'),
  reason text not null,
  proposed_by uuid not null references identity.person (id),
  proposed_at timestamptz(3) not null,
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  decision text,
  matrix_version integer unique,
  version integer not null,
  check (decided_by is null or decided_by <> proposed_by or state = 'withdrawn'),
  check ((state = 'proposed') = (decided_at is null)),
  check ((state = 'adopted') = (matrix_version is not null))
);
comment on table access.matrix_change is 'Changes of the pairs of roles that this installation keeps apart; an adopted one made a version of the matrix';
comment on column access.matrix_change.adds is 'Objects of one, other and why';
comment on column access.matrix_change.drops is 'Objects of one and other';

create table access.waiver (
  id uuid primary key,
  key text not null unique,
  person_id uuid not null references identity.person (id),
  unit_ids uuid[] not null,
  one text not null,
  other text not null,
  state text not null check (state in ('requested', 'granted', 'ended', 'reviewed', 'rejected', 'withdrawn')),
  reason text not null,
  control text not null,
  requested_by uuid not null references identity.person (id),
  requested_at timestamptz(3) not null,
  expires_at timestamptz(3) not null check (expires_at > requested_at),
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  decision text,
  ended_at timestamptz(3),
  reviewed_by uuid references identity.person (id),
  reviewed_at timestamptz(3),
  conclusion text,
  version integer not null,
  check (state <> 'granted' or (decided_by <> requested_by and decided_by <> person_id)),
  check (reviewed_by is null or (reviewed_by <> person_id and reviewed_by <> requested_by and reviewed_by <> decided_by)),
  check ((state = 'reviewed') = (reviewed_by is not null))
);
comment on table access.waiver is 'Who may hold two roles that are kept apart, why, until when, and what makes up for it';
comment on column access.waiver.control is 'The compensating control: who looks at what while both roles are in one hand';
comment on column access.waiver.decision is 'Why it was granted or rejected, or why it was withdrawn or ended early';
comment on column access.waiver.conclusion is 'What came of the independent review of what was done under it';
create index waiver_by_state on access.waiver (state, expires_at);
create unique index waiver_one_open on access.waiver (person_id, least(one, other), greatest(one, other)) where state in ('requested', 'granted');
