-- Format 2 of an entry: why, as a word of a list, and the configuration it was written under (EU GMP Annex 11, draft 12.2). Older entries keep nulls, and their hashes.
alter table ledger.entry add column configuration integer check (configuration >= 0);
alter table ledger.entry add column reason_code text;
alter table ledger.entry add constraint entry_code_in_format_2 check (reason_code is null or configuration is not null);
comment on column ledger.entry.configuration is 'Version of the compliance profile in force, 0 where it was never changed; null in entries of format 1';
comment on column ledger.entry.reason_code is 'Why, as a word of the list; null where nobody chose one';
-- Entries with a code are few; they are found by it without reading the rest.
create index entry_by_reason_code on ledger.entry (reason_code, id) where reason_code is not null;
