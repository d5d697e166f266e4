-- That a signature counts no more is told to its signer. Whether it counts is derived from the record at any moment; this is only that they were told.
create table signatures.notice (
  signature_id uuid primary key references signatures.ceremony (id),
  signer_id uuid not null references identity.person (id),
  standing text not null check (standing in ('changed', 'gone', 'broken')),
  seen_hash bytea,
  entry_id uuid not null,
  found_at timestamptz(3) not null,
  acknowledged_at timestamptz(3),
  version integer not null check (version >= 3)
);
comment on table signatures.notice is 'Signatures that count no more, told to their signers; one row a signature';
comment on column signatures.notice.seen_hash is 'Hash of the covered content that was found: another content is told anew';
comment on column signatures.notice.entry_id is 'The entry of the ledger that changed the record';
comment on column signatures.notice.version is 'Version of the signature''s history; 1 and 2 are ceremony and signature';
create index notice_of_signer on signatures.notice (signer_id, found_at) where acknowledged_at is null;

create table signatures.told (
  one boolean primary key default true check (one),
  seq bigint not null
);
comment on table signatures.told is 'How far in the ledger the signers were told';
insert into signatures.told (seq) values (0);
