create schema if not exists ledger;

-- The audit trail (21 CFR 11.10(e), Annex 11 clause 9). One row an act and record, written in the act's own transaction.
create table ledger.entry (
  id uuid primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null,
  actor_id uuid not null,
  actor_kind text not null check (actor_kind in ('person', 'machine', 'system', 'stranger')),
  actor_roles text[] not null,
  via text not null,
  act text not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  subject_version integer not null,
  subject_place integer not null check (subject_place >= 1),
  unit_ids uuid[] not null,
  changes jsonb not null,
  commitments jsonb not null,
  request_id text not null,
  build text not null,
  previous_hash bytea,
  hash bytea not null check (octet_length(hash) = 32),
  check ((subject_place = 1) = (previous_hash is null))
);
comment on table ledger.entry is 'The audit trail, one row an act and record. @insert-only';
comment on column ledger.entry.xid is 'Transaction that wrote it; sealing follows (xid, id) below the snapshot horizon';
comment on column ledger.entry.actor_roles is 'Roles that the actor held at that time';
comment on column ledger.entry.changes is 'Field-level old and new values; erasable ones as commitments';
comment on column ledger.entry.commitments is 'SHA-256(salt || canonical JSON) of values kept in ledger.side, by slot';
comment on column ledger.entry.subject_place is 'Place within the history of its record, from 1, without gaps';
comment on column ledger.entry.previous_hash is 'Hash of the entry before it of the same record';
comment on column ledger.entry.hash is 'RFC 9162 leaf hash over the RFC 8785 canonical JSON of the entry';
create unique index entry_of_record on ledger.entry (subject_kind, subject_id, subject_place);
create index entry_unsealed on ledger.entry (xid, id);
create index entry_by_actor on ledger.entry (actor_id, id);
create index entry_by_act on ledger.entry (act, id);

-- Names and erasable text beside the entry: erased lawfully, they leave a commitment that every proof still covers.
create table ledger.side (
  entry_id uuid not null references ledger.entry (id),
  slot text not null,
  salt bytea not null,
  value jsonb not null,
  primary key (entry_id, slot)
);
comment on table ledger.side is 'Values behind salted commitments: names, reasons, personal text. @insert-only';

-- The place of each entry in one gapless sequence, given by the sealer once every older write has ended.
create table ledger.place (
  seq bigint primary key check (seq >= 1),
  entry_id uuid not null unique references ledger.entry (id),
  sealed_at timestamptz(3) not null
);
comment on table ledger.place is 'Sequence numbers given by the sealer. @insert-only';

create table ledger.sealer (
  one boolean primary key default true check (one),
  horizon xid8 not null,
  last_seq bigint not null,
  cluster text not null
);
comment on table ledger.sealer is 'How far sealing has come: every transaction below the horizon is sealed';
insert into ledger.sealer (horizon, last_seq, cluster)
  values (pg_snapshot_xmin(pg_current_snapshot()), 0, (select system_identifier::text from pg_control_system()));

create table ledger.verification (
  id uuid primary key,
  asked_by uuid not null,
  asked_at timestamptz(3) not null,
  state text not null check (state in ('running', 'finished', 'interrupted')),
  checked bigint not null default 0,
  report jsonb,
  finished_at timestamptz(3)
);
comment on table ledger.verification is 'Runs of the verification that were asked over the API, with their reports';
