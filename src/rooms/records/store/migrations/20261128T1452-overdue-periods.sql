-- Periods whose review was not finished in time: found once, and over when the review is finished.
create table records.overdue_period (
  period_id uuid primary key references records.period (id) on delete cascade,
  found_at timestamptz(3) not null,
  over_at timestamptz(3) check (over_at >= found_at)
);
comment on table records.overdue_period is 'Periods whose review was found overdue';
comment on column records.overdue_period.over_at is 'When the finished review was found; null: the alarm stands';
create index overdue_period_standing on records.overdue_period (period_id) where over_at is null;
