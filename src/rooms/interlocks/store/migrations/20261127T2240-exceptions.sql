create table interlocks.exception (
  id uuid primary key,
  key text not null unique,
  version integer not null,
  state text not null check (state in ('asked', 'granted', 'refused', 'withdrawn', 'lapsed')),
  collision_id uuid not null references interlocks.collision (id),
  matter jsonb not null,
  one_kind text not null,
  one_id uuid not null,
  other_kind text,
  other_id uuid,
  unit_ids uuid[] not null,
  asked_by uuid not null,
  asked_at timestamptz(3) not null,
  ask_reason text not null,
  expires_at timestamptz(3) not null,
  decided_by uuid references identity.person (id),
  decided_at timestamptz(3),
  decision_reason text,
  ended_by uuid,
  ended_at timestamptz(3),
  end_reason text,
  check ((state in ('granted', 'refused')) <= (decided_by is not null)),
  check ((state in ('withdrawn', 'lapsed')) = (ended_at is not null))
);
comment on table interlocks.exception is 'Leave to go on although two claims collide: asked for, granted or refused by somebody else with a signature, for a time';
comment on column interlocks.exception.matter is 'The collision as it was when somebody asked, ids and times only: the exception is for exactly this';
comment on column interlocks.exception.one_kind is 'The parties, as the collision has them: for the lists of a record';
comment on column interlocks.exception.asked_by is 'A person or a machine: machines may ask, only people grant';
comment on column interlocks.exception.expires_at is 'Ends it without anything being written; each reader compares it with the time';
comment on column interlocks.exception.ended_by is 'Who withdrew it, or whose act made the collision another';
-- One question at a time about a collision.
create unique index exception_asked on interlocks.exception (collision_id) where state = 'asked';
create index exception_of_collision on interlocks.exception (collision_id, id);
create index exception_one on interlocks.exception (one_kind, one_id, id);
create index exception_other on interlocks.exception (other_kind, other_id, id);
create index exception_waiting on interlocks.exception (id) where state = 'asked';

-- Until when a collision that needs an exception has one; null: it has none. Who asks compares it with the time.
create or replace view interlocks.open_parties as
  select one_kind as kind, one_id as id, rule, severity,
    (select max(e.expires_at) from interlocks.exception e where e.collision_id = c.id and e.state = 'granted') as excepted_until
  from interlocks.collision c where cleared_at is null
  union all
  select other_kind, other_id, rule, severity,
    (select max(e.expires_at) from interlocks.exception e where e.collision_id = c.id and e.state = 'granted')
  from interlocks.collision c where cleared_at is null and other_id is not null;
