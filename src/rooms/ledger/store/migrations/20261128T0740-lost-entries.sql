-- Entries that an older copy of the database lacks, brought back from a copy elsewhere. Evidence beside the log, never entries of it.
create table ledger.recovery (
  id uuid primary key,
  brought_at timestamptz(3) not null,
  brought_by uuid not null,
  note text not null,
  size bigint not null check (size >= 1)
);
comment on table ledger.recovery is 'Each time lost entries were brought, with the signed checkpoint under which they are proven. @insert-only';
comment on column ledger.recovery.note is 'The checkpoint as it was brought, byte for byte';
comment on column ledger.recovery.size is 'Entries that the checkpoint covers';

create table ledger.lost_entry (
  seq bigint not null check (seq >= 1),
  hash bytea not null check (length(hash) = 32),
  recovery uuid not null references ledger.recovery (id),
  leaf text not null,
  proof jsonb not null,
  primary key (seq, hash)
);
create index lost_entry_of_recovery on ledger.lost_entry (recovery);
comment on table ledger.lost_entry is 'Entries that were lost, as they were hashed. They are read as evidence alone: nothing else in the product looks here. @insert-only';
comment on column ledger.lost_entry.seq is 'The place that it had; another entry may stand there in ledger.place';
comment on column ledger.lost_entry.leaf is 'RFC 8785 text of the entry; its leaf hash is the column hash';
comment on column ledger.lost_entry.proof is 'Inclusion proof under the checkpoint of the recovery: base64, from the leaf to the root';
