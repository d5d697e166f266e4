create schema if not exists alarms;

create table alarms.alarm (
  id uuid primary key,
  key text not null unique check (key ~ '^ALM-[0-9]+$'),
  kind text not null,
  mark text not null,
  severity text not null check (severity in ('critical', 'high', 'notice')),
  says text not null,
  details text,
  act text not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  state text not null check (state in ('raised', 'acknowledged', 'passed', 'closed')),
  times integer not null default 1 check (times >= 1),
  level smallint not null default 1 check (level in (1, 2)),
  raised_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  ended_at timestamptz(3),
  acknowledged_by uuid references identity.person (id),
  acknowledged_as text[] not null default '{}',
  acknowledged_at timestamptz(3),
  comment text,
  version integer not null,
  check ((acknowledged_by is not null) = (acknowledged_at is not null)),
  check ((state in ('acknowledged', 'closed')) = (acknowledged_by is not null)),
  check ((acknowledged_by is null) or (length(btrim(comment)) >= 3 and cardinality(acknowledged_as) > 0))
);
comment on table alarms.alarm is 'What somebody must act on, as it stands now; its history is alarms.step, and every step of it stands in the trail';
comment on column alarms.alarm.mark is 'Two findings of one kind with one mark are one alarm that came back, until it is closed';
comment on column alarms.alarm.act is 'The act of the trail that raised it; the subject is the record that this act was about';
comment on column alarms.alarm.level is '1: whoever must act was told; 2: nobody acknowledged in time, and others were told as well';
-- One alarm of a kind and mark at a time: two that raise it at once meet here.
create unique index alarm_open on alarms.alarm (kind, mark) where state <> 'closed';
create index alarm_waiting on alarms.alarm (raised_at) where state in ('raised', 'passed');
create index alarm_of_subject on alarms.alarm (subject_id) where state <> 'closed';

create table alarms.step (
  alarm_id uuid not null references alarms.alarm (id),
  number integer not null check (number >= 1),
  verb text not null check (verb in ('raise', 'return', 'repeat', 'acknowledge', 'end', 'escalate')),
  at timestamptz(3) not null,
  person_id uuid references identity.person (id),
  comment text,
  primary key (alarm_id, number)
);
comment on table alarms.step is '@insert-only The history of alarms';
comment on column alarms.step.number is 'The version that the alarm has after it';
comment on column alarms.step.person_id is 'Who acknowledged; null where nobody did anything but the system';
