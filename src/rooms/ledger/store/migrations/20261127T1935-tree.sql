-- Complete subtrees of the Merkle tree over the sequence (RFC 9162), kept as they arise: a proof reads a few of them by primary key.
-- Leaves (level 0) are not repeated: they are the hashes of the entries.
create table ledger.node (
  level smallint not null check (level between 1 and 52),
  index bigint not null check (index >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, index)
);
comment on table ledger.node is 'Hashes of complete subtrees over the sealed entries. @insert-only';
comment on column ledger.node.level is 'The subtree covers 2^level leaves';
comment on column ledger.node.index is 'Its place in its level, from 0: it covers seq index * 2^level + 1 to (index + 1) * 2^level';

alter table ledger.sealer add column tree_size bigint not null default 0;
comment on column ledger.sealer.tree_size is 'Entries whose subtrees are kept; behind last_seq only while entries sealed by an older version are taken up';
