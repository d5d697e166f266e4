-- Who signs along, and what they signed. A policy is never changed: the newest counts, those before it stay readable.
create table ledger.witness_policy (
  version integer primary key check (version >= 1),
  quorum integer not null check (quorum >= 0),
  set_at timestamptz(3)
);
comment on table ledger.witness_policy is 'Versions of who witnesses this log and how many of them must; the newest counts. @insert-only';
comment on column ledger.witness_policy.quorum is 'How many must have cosigned a checkpoint for it to be witnessed; 0: nobody is asked for';
comment on column ledger.witness_policy.set_at is 'Null for the first, which names nobody';
insert into ledger.witness_policy (version, quorum) values (1, 0);

create table ledger.witness (
  version integer not null references ledger.witness_policy (version),
  vkey text not null,
  url text,
  primary key (version, vkey)
);
comment on table ledger.witness is 'Witnesses of a version of the policy. @insert-only';
comment on column ledger.witness.vkey is 'C2SP verifier key of a witness (kind 0x04): name+id+base64';
comment on column ledger.witness.url is 'Prefix before /add-checkpoint; null for a witness without network, to whom files are carried';

create table ledger.cosignature (
  size bigint not null references ledger.checkpoint (size),
  vkey text not null,
  id uuid not null unique,
  line text not null,
  cosigned_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  primary key (size, vkey)
);
create index cosignature_of_witness on ledger.cosignature (vkey, size);
comment on table ledger.cosignature is 'Cosignatures of witnesses under checkpoints, verified before they were written (C2SP tlog-cosignature). @insert-only';
comment on column ledger.cosignature.line is 'As it stands under the checkpoint, with its newline';
comment on column ledger.cosignature.cosigned_at is 'By the clock of the witness, to the second';

create table ledger.witness_state (
  vkey text primary key,
  seen_size bigint not null,
  tried_at timestamptz(3) not null,
  fault text,
  refused boolean not null
);
comment on table ledger.witness_state is 'How the last request to each witness went';
comment on column ledger.witness_state.seen_size is 'Size that the witness is known to have cosigned last: the proof begins there';
comment on column ledger.witness_state.refused is 'True where the witness found that the log contradicts what it cosigned';

alter table ledger.alarm drop constraint alarm_kind_check;
alter table ledger.alarm add constraint alarm_kind_check check (kind in ('fork', 'damage', 'key', 'records', 'clock', 'space', 'witness'));
comment on column ledger.alarm.kind is 'fork: the tree is not the one that was signed before; damage: values, places or tree do not fit; key: the key may not sign; records: a record or a signature is not what its entries lead to; clock: times contradict the order of the places; space: the database is nearly full; witness: a witness found that the log contradicts what it cosigned';
