-- A change past the application has no entry that could be named.
alter table signatures.notice alter column entry_id drop not null;
comment on column signatures.notice.entry_id is 'The entry of the ledger that changed the record; null: it was found changed, and no entry tells of it';
