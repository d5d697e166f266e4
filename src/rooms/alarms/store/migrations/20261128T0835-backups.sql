create table alarms.backup (
  id uuid primary key,
  made_at timestamptz(3) not null,
  reported_at timestamptz(3) not null,
  says text not null check (length(btrim(says)) >= 3)
);
comment on table alarms.backup is '@insert-only Back-ups that whoever makes them reported; who did stands in the trail';
comment on column alarms.backup.made_at is 'When the data were read';
create index backup_newest on alarms.backup (made_at);
