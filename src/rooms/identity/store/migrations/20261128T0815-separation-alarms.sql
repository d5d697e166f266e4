-- The detective check of the separation of duties: what it has told of, so that it tells of each pair once.
create table identity.separation_alarm (
  person_id uuid not null references identity.person (id),
  one text not null,
  other text not null,
  found_at timestamptz(3) not null,
  gone_at timestamptz(3),
  primary key (person_id, one, other)
);
comment on table identity.separation_alarm is 'Roles that are kept apart and were found together at one person; the entries are in the access log';
comment on column identity.separation_alarm.gone_at is 'When it was seen that the person no longer holds both';
