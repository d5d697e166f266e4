-- Who stamps the time of checkpoints, and the tokens (RFC 3161). A policy is never changed: the newest counts, those before it stay readable.
create table ledger.stamp_policy (
  version integer primary key check (version >= 1),
  every_minutes integer not null check (every_minutes between 1 and 1440),
  set_at timestamptz(3)
);
comment on table ledger.stamp_policy is 'Versions of who stamps the time of checkpoints and how often; the newest counts. @insert-only';
comment on column ledger.stamp_policy.every_minutes is 'Time between two stamps while the log grows';
comment on column ledger.stamp_policy.set_at is 'Null for the first, which names nobody';
insert into ledger.stamp_policy (version, every_minutes) values (1, 60);

create table ledger.stamp_authority (
  version integer not null references ledger.stamp_policy (version),
  name text not null,
  url text not null,
  policy text,
  certificates text not null,
  primary key (version, name)
);
comment on table ledger.stamp_authority is 'Time-stamping authorities of a version of the policy. @insert-only';
comment on column ledger.stamp_authority.policy is 'Object identifier that is asked for; null where any will do';
comment on column ledger.stamp_authority.certificates is 'PEM of those who vouch for its signers';

create table ledger.time_stamp (
  size bigint not null references ledger.checkpoint (size),
  authority text not null,
  place integer not null check (place >= 1),
  token bytea not null,
  stamped_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  received_at timestamptz(3) not null,
  primary key (size, authority, place)
);
create index time_stamp_of_authority on ledger.time_stamp (authority, size);
create index time_stamp_ending on ledger.time_stamp (expires_at);
comment on table ledger.time_stamp is 'Time-stamp tokens of checkpoints, verified before they were written (RFC 3161). @insert-only';
comment on column ledger.time_stamp.authority is 'Name of the authority in the policy of that time';
comment on column ledger.time_stamp.place is '1 stamps the note of the checkpoint; each further one renews the token before it';
comment on column ledger.time_stamp.stamped_at is 'By the clock of the authority';
comment on column ledger.time_stamp.expires_at is 'When the first certificate of the chain ends that vouches for it';

create table ledger.stamp_state (
  authority text primary key,
  tried_at timestamptz(3) not null,
  fault text,
  refused boolean not null
);
comment on table ledger.stamp_state is 'How the last request to each authority went';
comment on column ledger.stamp_state.refused is 'True where an answer came and was not the genuine answer to what was asked';

alter table ledger.alarm drop constraint alarm_kind_check;
alter table ledger.alarm add constraint alarm_kind_check check (kind in ('fork', 'damage', 'key', 'records', 'clock', 'space', 'witness', 'stamp'));
comment on column ledger.alarm.kind is 'fork: the tree is not the one that was signed before; damage: values, places or tree do not fit; key: the key may not sign; records: a record or a signature is not what its entries lead to; clock: times contradict the order of the places; space: the database is nearly full; witness: a witness found that the log contradicts what it cosigned; stamp: checkpoints wait for their time stamps, or a time stamp ends';
