-- Filters of the audit trail that somebody kept under a name, for themselves or for everybody who reads the trail.
create table ledger.trail_view (
  id uuid primary key,
  key text not null unique,
  owner_id uuid not null,
  name text not null,
  shared boolean not null,
  filters jsonb not null,
  kept_at timestamptz(3) not null,
  dropped_at timestamptz(3),
  version integer not null check (version >= 1)
);
comment on table ledger.trail_view is 'Kept filters of the audit trail, private or shared';
comment on column ledger.trail_view.filters is 'Names and values of the query of the trail, as text';
-- Nobody has two views of one name.
create unique index trail_view_name on ledger.trail_view (owner_id, lower(name)) where dropped_at is null;
create index trail_view_shared on ledger.trail_view (lower(name)) where dropped_at is null and shared;
