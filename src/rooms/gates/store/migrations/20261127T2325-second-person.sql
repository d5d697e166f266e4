alter table gates.criterion add column critical boolean not null default false;
alter table gates.criterion add constraint criterion_critical_check check (not critical or type in ('checklist', 'measure'));
comment on column gates.criterion.critical is 'A value that a person types counts once another person has entered the same (EU GMP Annex 11, 6)';

alter table gates.result
  add column second text check (second in ('pending', 'confirmed', 'differs')),
  add column second_by uuid references identity.person (id),
  add column second_at timestamptz(3),
  add column second_value double precision,
  add column second_checked boolean,
  add constraint result_second_whole check (
    (second_by is null) = (second is null or second = 'pending') and (second_by is null) = (second_at is null)
    and (second_by is null) = (second_value is null and second_checked is null)),
  add constraint result_second_is_another check (second_by <> recorded_by);
comment on column gates.result.second is 'None: counts by itself. Pending and differs: unknown. Entered once, never again: who differs is not asked until it fits';
comment on column gates.result.second_value is 'What the second person entered, without seeing the first';
