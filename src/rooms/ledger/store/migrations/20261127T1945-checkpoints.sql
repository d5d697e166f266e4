-- What the log is called in its checkpoints, for all time: a signer that would call it otherwise signs nothing.
create table ledger.log (
  one boolean primary key default true check (one),
  origin text not null check (origin ~ '^[^[:space:]+]+$')
);
comment on table ledger.log is 'The name of this log, given with its first key. @insert-only';

create table ledger.signing_key (
  place integer primary key check (place >= 1),
  vkey text not null unique,
  after_size bigint not null check (after_size >= 0),
  introduced_at timestamptz(3) not null,
  endorsement text
);
comment on table ledger.signing_key is 'Public keys of the log in the order of their introduction; the newest alone signs. @insert-only';
comment on column ledger.signing_key.vkey is 'C2SP verifier key: name+id+base64';
comment on column ledger.signing_key.after_size is 'It signs checkpoints of greater size than this; the next key''s number is where it ended';
comment on column ledger.signing_key.endorsement is 'A note of the key before it that names this one; null for the first, and where that key was lost';

create table ledger.checkpoint (
  size bigint primary key check (size >= 1),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  key_place integer not null references ledger.signing_key (place),
  signed_at timestamptz(3) not null
);
comment on table ledger.checkpoint is 'Signed checkpoints (C2SP tlog-checkpoint). @insert-only';
comment on column ledger.checkpoint.signed_at is 'By the server''s clock, never before that of a smaller size: a clock that steps back stands still here';

-- What does not fit, once each, until it fits again. Who raised it and that it ended stand in the trail as well.
create table ledger.alarm (
  id uuid primary key,
  kind text not null check (kind in ('fork', 'damage', 'key')),
  says text not null,
  raised_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
comment on table ledger.alarm is 'Differences that the signer or a verification found';
comment on column ledger.alarm.kind is 'fork: the tree is not the one that was signed before; damage: values, places or tree do not fit; key: the key may not sign';
create unique index alarm_open on ledger.alarm (kind, says) where ended_at is null;

create table ledger.self_check (
  one boolean primary key default true check (one),
  size bigint not null default 0,
  root bytea,
  checked_at timestamptz(3),
  full_started_at timestamptz(3),
  full_at timestamptz(3),
  full_report jsonb
);
comment on table ledger.self_check is 'How far the log has verified itself';
comment on column ledger.self_check.size is 'Entries that were hashed anew after they had been sealed, and led to this root';
insert into ledger.self_check default values;
