create table gates.checker (
  id uuid primary key,
  key text not null unique check (key ~ '^[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9])?$'),
  name text not null check (length(name) between 1 and 200),
  registered_by uuid not null references identity.person (id),
  registered_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  refused integer not null default 0,
  refused_why text,
  version integer not null
);
comment on table gates.checker is 'Machines that answer external checks by a signed message. Withdrawn, never deleted';
comment on column gates.checker.refused is 'How many answers in its name were refused and written down; each check writes at most ten';

create table gates.checker_key (
  id uuid primary key,
  checker_id uuid not null references gates.checker (id),
  kind text not null check (kind in ('hmac-sha256', 'ed25519')),
  sealed bytea,
  public_key bytea check (length(public_key) = 32),
  made_by uuid not null references identity.person (id),
  made_at timestamptz(3) not null,
  withdrawn_at timestamptz(3),
  check ((kind = 'hmac-sha256') = (sealed is not null) and (kind = 'ed25519') = (public_key is not null))
);
comment on table gates.checker_key is 'Keys with which a checker signs; at most two are valid, so that one can be exchanged while the other works';
comment on column gates.checker_key.sealed is 'The shared secret, sealed in the vault: the database alone does not tell it';
create index key_of_checker on gates.checker_key (checker_id, made_at);

alter table gates.criterion drop constraint criterion_type_check;
alter table gates.criterion add constraint criterion_type_check
  check (type in ('checklist', 'measure', 'fact', 'expression', 'external'));
alter table gates.criterion add column checker text;
alter table gates.criterion add column answer_hours integer check (answer_hours between 1 and 720);
alter table gates.criterion add column check_due timestamptz(3);
alter table gates.criterion add constraint criterion_external_whole
  check ((type = 'external') = (checker is not null) and (type = 'external') = (answer_hours is not null));
comment on column gates.criterion.checker is 'Key of the machine that answers it';
comment on column gates.criterion.answer_hours is 'A check that is not answered within so many hours leaves the criterion unknown';
comment on column gates.criterion.check_due is 'When the check that was asked last must be answered; none once it is';

create table gates.external_check (
  id uuid primary key,
  gate_id uuid not null references gates.gate (id),
  criterion_id uuid not null references gates.criterion (id),
  checker_id uuid not null references gates.checker (id),
  nonce text not null,
  asked_by uuid not null references identity.person (id),
  asked_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  answered_at timestamptz(3),
  answer_hash bytea check (length(answer_hash) = 32),
  key_id uuid references gates.checker_key (id),
  result_id uuid references gates.result (id),
  refused integer not null default 0,
  check ((answered_at is null) = (answer_hash is null) and (answered_at is null) = (key_id is null) and (answered_at is null) = (result_id is null))
);
comment on table gates.external_check is 'Questions to machines, each with an id and a nonce of its own, answered once';
create index check_open on gates.external_check (checker_id, asked_at, id) where answered_at is null;
create index check_of_criterion on gates.external_check (criterion_id, asked_at desc);

alter table gates.result alter column recorded_by drop not null;
alter table gates.result add column checker_id uuid references gates.checker (id);
alter table gates.result add constraint result_by_one check ((recorded_by is null) <> (checker_id is null));
comment on column gates.result.checker_id is 'The machine that answered, where no person recorded it';
