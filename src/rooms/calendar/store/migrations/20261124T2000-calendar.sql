create schema if not exists calendar;

create table calendar.working_calendar (
  id uuid primary key,
  key text not null unique,
  name text not null,
  zone text not null,
  week jsonb not null,
  holidays jsonb not null,
  is_default boolean not null,
  withdrawn_at timestamptz(3),
  version integer not null,
  changed_at timestamptz(3) not null,
  check (not (is_default and withdrawn_at is not null))
);
comment on table calendar.working_calendar is 'Working week and holidays: what targets are counted by';
comment on column calendar.working_calendar.week is 'Hours by weekday: {"MO": [{"from": "09:00", "to": "17:00"}], …}';
comment on column calendar.working_calendar.holidays is 'Dates, with an RRULE where they return';
-- One calendar counts where none is named.
create unique index working_calendar_default on calendar.working_calendar (is_default) where is_default;

create table calendar.cadence (
  id uuid primary key,
  key text not null unique,
  name text not null,
  state text not null check (state in ('active', 'withdrawn')),
  zone text not null,
  recurrence jsonb not null,
  go_live_after_minutes integer not null check (go_live_after_minutes >= 0),
  unit_id uuid not null references identity.unit (id),
  unit_ids uuid[] not null,
  scope jsonb not null,
  targets jsonb not null,
  working_calendar_id uuid references calendar.working_calendar (id),
  version integer not null,
  changed_at timestamptz(3) not null
);
comment on table calendar.cadence is 'Series out of which windows are made';
comment on column calendar.cadence.unit_id is 'The nearest unit above all that it holds: rights are asked there';
comment on column calendar.cadence.unit_ids is 'Units that it holds: readers of these, of those above and of those below see it';

create table calendar.release_window (
  id uuid primary key,
  key text not null unique,
  plan_ref text,
  name text not null,
  note text,
  state text not null check (state in ('draft', 'proposed', 'locked', 'used', 'lapsed', 'withdrawn')),
  zone text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  go_live timestamptz(3) not null,
  recurrence jsonb,
  series_end timestamptz(3),
  whole tstzrange not null generated always as (tstzrange(starts_at, case when recurrence is null then ends_at else series_end end, '[)')) stored,
  unit_id uuid not null references identity.unit (id),
  unit_ids uuid[] not null,
  scope jsonb not null,
  targets jsonb not null,
  working_calendar_id uuid references calendar.working_calendar (id),
  cadence_id uuid references calendar.cadence (id),
  slot text,
  locked_start timestamptz(3),
  locked_end timestamptz(3),
  locked_go_live timestamptz(3),
  locked_at timestamptz(3),
  move_asked_by uuid references identity.person (id),
  move_asked_at timestamptz(3),
  move_start timestamptz(3),
  move_end timestamptz(3),
  move_go_live timestamptz(3),
  move_reason text,
  restricted_until timestamptz(3),
  version integer not null,
  changed_at timestamptz(3) not null,
  check (starts_at < ends_at),
  check (series_end is null or recurrence is not null),
  check ((cadence_id is null) = (slot is null)),
  check (num_nulls(locked_start, locked_end, locked_go_live, locked_at) in (0, 4)),
  check (num_nulls(move_asked_by, move_asked_at, move_start, move_end, move_go_live, move_reason) in (0, 6)),
  check (move_asked_by is null or state = 'locked'),
  check (state not in ('locked', 'used') or locked_at is not null),
  -- Making the windows of a cadence twice makes none twice, also after one was moved or withdrawn.
  unique (cadence_id, slot)
);
comment on table calendar.release_window is 'Release windows: when what may be deployed';
comment on column calendar.release_window.starts_at is 'Of the first occurrence, where it repeats';
comment on column calendar.release_window.series_end is 'Where it repeats: end of the last occurrence; null where it goes on';
comment on column calendar.release_window.whole is 'From the first start to the last end; without end where it goes on';
comment on column calendar.release_window.unit_id is 'The nearest unit above all that it holds: rights are asked there';
comment on column calendar.release_window.unit_ids is 'Units that it holds: readers of these, of those above and of those below see it';
comment on column calendar.release_window.slot is 'Local start within its cadence, as it was made';
comment on column calendar.release_window.locked_at is 'First lock: lateness is measured against it, however often the window moves';
comment on column calendar.release_window.move_asked_by is 'Who asked for the open move; somebody else decides';
comment on column calendar.release_window.restricted_until is 'Where it repeats: up to here it stands in the index of restrictions';
-- A key of a plan file names one window; after a withdrawal it may name another.
create unique index release_window_plan_ref on calendar.release_window (plan_ref) where state <> 'withdrawn';
create index release_window_by_start on calendar.release_window (starts_at, id);
create index release_window_whole on calendar.release_window using gist (whole) where state <> 'withdrawn';
create index release_window_open_end on calendar.release_window (ends_at) where state in ('proposed', 'locked');
create index release_window_to_extend on calendar.release_window (id) where recurrence is not null and state in ('proposed', 'locked');
create index release_window_moves on calendar.release_window (starts_at, id) where move_asked_by is not null;
create index release_window_by_calendar on calendar.release_window (working_calendar_id) where working_calendar_id is not null;
create index release_window_by_unit on calendar.release_window using gin (unit_ids);

create table calendar.freeze (
  id uuid primary key,
  key text not null unique,
  plan_ref text,
  name text not null,
  reason text not null,
  state text not null check (state in ('active', 'withdrawn')),
  severity text not null check (severity in ('blocks', 'needs-exception', 'warns')),
  zone text not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  recurrence jsonb,
  series_end timestamptz(3),
  whole tstzrange not null generated always as (tstzrange(starts_at, case when recurrence is null then ends_at else series_end end, '[)')) stored,
  unit_id uuid not null references identity.unit (id),
  unit_ids uuid[] not null,
  scope jsonb not null,
  restricted_until timestamptz(3),
  version integer not null,
  changed_at timestamptz(3) not null,
  check (starts_at < ends_at),
  check (series_end is null or recurrence is not null)
);
comment on table calendar.freeze is 'Freezes: when nothing of a scope is deployed';
comment on column calendar.freeze.starts_at is 'Of the first occurrence, where it repeats';
comment on column calendar.freeze.series_end is 'Where it repeats: end of the last occurrence; null where it goes on';
comment on column calendar.freeze.unit_id is 'The nearest unit above all that it holds: rights are asked there';
comment on column calendar.freeze.unit_ids is 'Units that it holds: readers of these, of those above and of those below see it';
comment on column calendar.freeze.restricted_until is 'Where it repeats: up to here it stands in the index of restrictions';
create unique index freeze_plan_ref on calendar.freeze (plan_ref) where state <> 'withdrawn';
create index freeze_by_start on calendar.freeze (starts_at, id);
create index freeze_whole on calendar.freeze using gist (whole) where state = 'active';
create index freeze_to_extend on calendar.freeze (id) where recurrence is not null and state = 'active';
create index freeze_by_unit on calendar.freeze using gin (unit_ids);
create index release_window_by_key on calendar.release_window (length(key), key);
create index freeze_by_key on calendar.freeze (length(key), key);
create index cadence_by_name on calendar.cadence (name, id);
create index working_calendar_by_name on calendar.working_calendar (name, id);
