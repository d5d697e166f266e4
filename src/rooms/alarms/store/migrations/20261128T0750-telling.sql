-- Alarms are told: in the product at once, and over the channels that the operator set.
alter table alarms.alarm add column told smallint not null default 0 check (told between 0 and 2);
alter table alarms.alarm add column told_at timestamptz(3);
comment on column alarms.alarm.told is 'The level whose people were told last; 0: nobody yet';
comment on column alarms.alarm.told_at is 'When they were told: from then on the time runs in which somebody acknowledges';

create table alarms.delivery (
  id uuid primary key,
  alarm_id uuid not null references alarms.alarm (id),
  level smallint not null check (level in (1, 2)),
  channel text not null check (channel in ('webhook', 'mail')),
  person_id uuid references identity.person (id),
  created_at timestamptz(3) not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  next_at timestamptz(3) not null,
  check ((channel = 'mail') = (person_id is not null))
);
comment on table alarms.delivery is 'What is sent of an alarm, to whom and by which channel';
comment on column alarms.delivery.person_id is 'Whose address it is sent to; a webhook has none';
create index delivery_due on alarms.delivery (next_at) where state = 'waiting';
create index delivery_of_alarm on alarms.delivery (alarm_id);

create table alarms.attempt (
  delivery_id uuid not null references alarms.delivery (id),
  number integer not null check (number >= 1),
  at timestamptz(3) not null,
  outcome text not null check (outcome in ('sent', 'failed')),
  says text not null,
  primary key (delivery_id, number)
);
comment on table alarms.attempt is '@insert-only Every attempt to send, with what came of it';
