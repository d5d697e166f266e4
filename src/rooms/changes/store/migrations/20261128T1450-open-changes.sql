-- Lists of what is open begin where it begins, whatever the number of closed changes before it.
alter table changes.change add column is_open boolean not null generated always as (state not in ('closed', 'rejected', 'withdrawn')) stored;
comment on column changes.change.is_open is 'Not closed, rejected or withdrawn: lists of open changes are read along it';
create index change_open_by_planned on changes.change (is_open, planned_order, id);
create index change_open_by_update on changes.change (is_open, updated_at, id);
create index change_open_by_number on changes.change (is_open, number, id);
create index change_by_state_planned on changes.change (state, planned_order, id);
create index change_by_owner_planned on changes.change (owner_id, planned_order, id);
