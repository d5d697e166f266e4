create schema if not exists foundation;
-- Exclusion constraints over ids and spans need it; it is a trusted extension, so the database's owner may create it.
create extension if not exists btree_gist;

-- News of committed acts, in the transaction of the act. A row is delivered once every older write has ended (xid below the horizon),
-- so that readers never see a gap close behind them.
create table foundation.outbox (
  id uuid primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz(3) not null,
  topic text not null,
  subject_kind text not null,
  subject_id uuid not null,
  subject_key text,
  unit_ids uuid[] not null,
  version integer not null
);
comment on table foundation.outbox is 'News of committed acts; pruned after three days';
comment on column foundation.outbox.xid is 'Transaction that wrote the row; delivery follows (xid, id)';
comment on column foundation.outbox.topic is 'Name of the ledger act';
comment on column foundation.outbox.unit_ids is 'Units whose readers may hear of it; empty: everybody signed in';
create index outbox_delivery on foundation.outbox (xid, id);
create index outbox_age on foundation.outbox (at);

-- One answer for one key: the row commits with the act, so a repeat finds either nothing or the whole answer.
create table foundation.idempotency (
  actor_id uuid not null,
  key text not null,
  body_hash text not null,
  value jsonb,
  at timestamptz(3) not null,
  primary key (actor_id, key)
);
comment on table foundation.idempotency is 'Answers by Idempotency-Key and actor; kept for 24 hours';
create index idempotency_age on foundation.idempotency (at);

-- Human keys (REL-1042): one row a prefix. Numbers may have holes (a refused act gives its number up), never doubles.
create table foundation.key_counter (
  prefix text primary key,
  last bigint not null
);
comment on table foundation.key_counter is 'Last number given out for each prefix of human keys';

-- Settings that an administrator may change, each with the version that the ledger speaks of.
create table foundation.setting (
  name text primary key,
  value jsonb not null,
  version integer not null,
  changed_at timestamptz(3) not null
);
comment on table foundation.setting is 'Values of settings by name; missing means the default in the code';
