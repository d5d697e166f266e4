-- A record that no room knows any more is found by the key that its first entry carries. Later entries are not in the index: an act on a record that is there pays nothing.
create index entry_by_first_key on ledger.entry (subject_key) where subject_place = 1 and subject_key is not null;
