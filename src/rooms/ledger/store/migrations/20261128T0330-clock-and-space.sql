-- Two more alarms: the clock contradicts the trail, and the space that the trail needs runs short.
alter table ledger.alarm drop constraint alarm_kind_check;
alter table ledger.alarm add constraint alarm_kind_check check (kind in ('fork', 'damage', 'key', 'records', 'clock', 'space'));
comment on column ledger.alarm.kind is 'fork: the tree is not the one that was signed before; damage: values, places or tree do not fit; key: the key may not sign; records: a record or a signature is not what its entries lead to; clock: times contradict the order of the places; space: the database is nearly full';

-- Entries whose time lies before that of an entry with an earlier place: the clock stepped back, or was ahead before (FDA time stamps, 5.1).
create table ledger.time_disorder (
  seq bigint primary key references ledger.place (seq),
  entry_id uuid not null unique references ledger.entry (id),
  ahead_seq bigint not null references ledger.place (seq),
  behind_ms bigint not null check (behind_ms > 0)
);
comment on table ledger.time_disorder is 'Entries whose time contradicts their place. @insert-only';
comment on column ledger.time_disorder.ahead_seq is 'The entry before it with the latest time';
comment on column ledger.time_disorder.behind_ms is 'Milliseconds by which its time lies before that one';

create table ledger.clock_watch (
  one boolean primary key default true check (one),
  seq bigint not null default 0,
  ahead_seq bigint,
  ahead_at timestamptz(3)
);
comment on table ledger.clock_watch is 'How far the order of times was followed, and the latest time up to there';
insert into ledger.clock_watch default values;
