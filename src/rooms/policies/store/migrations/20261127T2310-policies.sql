create table policies.policy (
  id uuid primary key,
  key text not null unique check (key ~ '^POL-[0-9]+$'),
  kind text not null check (kind in ('entry', 'journey', 'exit', 'back-out', 'windows', 'rehearsals', 'environments', 'emergency', 'other')),
  title text not null check (length(title) between 1 and 200),
  unit_id uuid not null references identity.unit (id),
  owner_id uuid not null references identity.person (id),
  acknowledged_by text[] not null,
  version integer not null,
  created_at timestamptz(3) not null
);
comment on table policies.policy is 'Rules of engagement. Each holds in its unit and in all below; never deleted';
comment on column policies.policy.acknowledged_by is 'Roles whose holders acknowledge each version that takes effect';
comment on column policies.policy.version is 'Of the whole record, its versions of the text included';
create index policy_by_unit on policies.policy (unit_id);

create table policies.policy_version (
  id uuid not null unique,
  policy_id uuid not null references policies.policy (id),
  number integer not null check (number > 0),
  state text not null check (state in ('draft', 'in-review', 'approved', 'effective', 'superseded', 'withdrawn')),
  text text not null,
  summary text not null,
  author_id uuid not null references identity.person (id),
  effective_at timestamptz(3),
  approved_by uuid references identity.person (id),
  approved_at timestamptz(3),
  ended_at timestamptz(3),
  end_reason text,
  primary key (policy_id, number),
  check (state not in ('approved', 'effective', 'superseded') or (approved_by is not null and approved_at is not null)),
  check ((state in ('superseded', 'withdrawn')) = (ended_at is not null))
);
comment on table policies.policy_version is 'The text of a policy in versions; a version that was approved never changes';
comment on column policies.policy_version.effective_at is 'The day from which it holds; none: from its approval';
comment on column policies.policy_version.ended_at is 'When a later version took its place, or it was withdrawn';
-- One version is worked on at a time, and one is in force: the database itself forbids a second.
create unique index policy_version_open on policies.policy_version (policy_id) where state in ('draft', 'in-review', 'approved');
create unique index policy_version_in_force on policies.policy_version (policy_id) where state = 'effective';
create index policy_version_due on policies.policy_version (coalesce(effective_at, approved_at)) where state = 'approved';

create table policies.acknowledgement (
  policy_id uuid not null,
  number integer not null,
  person_id uuid not null references identity.person (id),
  at timestamptz(3) not null,
  primary key (policy_id, number, person_id),
  foreign key (policy_id, number) references policies.policy_version (policy_id, number)
);
comment on table policies.acknowledgement is '@insert-only Who acknowledged which version of a policy, and when';

create table policies.following (
  subject_kind text not null,
  subject_id uuid not null,
  policy_id uuid not null,
  number integer not null,
  fixed_at timestamptz(3) not null,
  primary key (subject_kind, subject_id, policy_id),
  foreign key (policy_id, number) references policies.policy_version (policy_id, number)
);
comment on table policies.following is 'Which version of each policy a record follows: fixed when it was planned, fixed anew when it is planned anew';

create table policies.exception (
  id uuid primary key,
  key text not null unique check (key ~ '^PEX-[0-9]+$'),
  policy_id uuid not null,
  number integer not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  state text not null check (state in ('requested', 'granted', 'rejected', 'withdrawn', 'ended')),
  reason text not null,
  requested_by uuid not null references identity.person (id),
  requested_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  decision text,
  ended_at timestamptz(3),
  version integer not null,
  foreign key (policy_id, number) references policies.policy_version (policy_id, number),
  check (expires_at > requested_at),
  check ((state = 'granted' or state = 'rejected') <= (decided_by is not null))
);
comment on table policies.exception is 'Exceptions of one record from one version of a policy, for a time';
comment on column policies.exception.unit_ids is 'Units of the record when it was asked for; who reads there reads of it';
comment on column policies.exception.expires_at is 'From then on it no longer holds, whether or not its state says so yet';
create index exception_of_subject on policies.exception (subject_kind, subject_id, id);
create index exception_of_policy on policies.exception (policy_id, id);
create index exception_due on policies.exception (expires_at) where state = 'granted';
