-- Rules of signing are a kind of policy: who signs acknowledges them first.
alter table policies.policy drop constraint policy_kind_check;
alter table policies.policy add constraint policy_kind_check
  check (kind in ('entry', 'journey', 'exit', 'back-out', 'windows', 'rehearsals', 'environments', 'emergency', 'signing', 'other'));

alter table policies.policy_version
  add column trained_roles text[] not null default '{}',
  add column training_months integer check (training_months between 1 and 120);
comment on column policies.policy_version.trained_roles is 'Roles whose holders sign in its unit and below only while a training in this version is current';
comment on column policies.policy_version.training_months is 'For how many months a training counts; none: as long as the version is in force';

create table policies.training (
  id uuid primary key,
  key text not null unique check (key ~ '^TRN-[0-9]+$'),
  policy_id uuid not null,
  number integer not null,
  person_id uuid not null references identity.person (id),
  trained_at timestamptz(3) not null,
  expires_at timestamptz(3),
  evidence text not null,
  recorded_by uuid not null references identity.person (id),
  recorded_at timestamptz(3) not null,
  revoked_by uuid references identity.person (id),
  revoked_at timestamptz(3),
  revoked_because text,
  foreign key (policy_id, number) references policies.policy_version (policy_id, number),
  constraint training_by_another check (recorded_by <> person_id),
  check (trained_at <= recorded_at),
  check (expires_at > trained_at),
  check ((revoked_by is null) = (revoked_at is null) and (revoked_by is null) = (revoked_because is null))
);
comment on table policies.training is 'Who was trained in which version of a policy, recorded by somebody else';
comment on column policies.training.expires_at is 'From then on it no longer counts; none: it counts as long as its version is in force';
comment on column policies.training.revoked_at is 'Since when it no longer counts, because it was recorded wrongly';
create index training_of_person on policies.training (person_id, policy_id, number);
create index training_of_policy on policies.training (policy_id, number, recorded_at, id);
